package io.github.stylizer.metanet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.WeightedStyle;
import java.io.IOException;
import java.util.List;

/**
 * Style transfer by the {@link MetaNet} that comes along with this library, for any painting at
 * once and without a VGG, and like those of the {@link StyleGallery}: what {@link
 * io.github.stylizer.Stylizer} takes where this module is on the class path.
 *
 * <pre>{@code
 * Stylizer.style(Path.of("painting.jpg")).apply(Path.of("photo.jpg"), Path.of("out.png"));
 * BufferedImage painted = Stylizer.style("great-wave").apply(photo);
 * }</pre>
 *
 * <p>The network is loaded on first use and stays in memory, 30 MB, until the process ends.
 */
public final class MetaNetMethod implements StyleMethod {
  static final String NAME = "metanet";
  // Above every method that takes longer than a moment for a new style.
  static final int PREFERENCE = 100;

  private static MetaNet network;

  /** Makes the method, as {@link java.util.ServiceLoader} does. */
  public MetaNetMethod() {}

  private static synchronized MetaNet network() throws IOException {
    if (network == null) {
      network = MetaNet.compact();
    }
    return network;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int preference() {
    return PREFERENCE;
  }

  @Override
  public StyleModel prepare(List<WeightedStyle> styles, ProgressListener listener)
      throws IOException {
    return network().prepare(styles, listener);
  }

  @Override
  public List<NamedStyle> styles() {
    return StyleGallery.styles();
  }

  @Override
  public StyleModel named(String styleName) throws IOException {
    return network().style(StyleGallery.code(styleName));
  }
}
