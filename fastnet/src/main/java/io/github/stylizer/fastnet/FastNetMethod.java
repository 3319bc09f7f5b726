package io.github.stylizer.fastnet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Style transfer by networks trained for one style each. It cannot use an arbitrary painting, only
 * the bundled networks; {@link FastNet#load} opens any other.
 */
public final class FastNetMethod implements StyleMethod {
  private final EmbeddedNetworks networks;

  /** Creates the method, for {@link java.util.ServiceLoader}. */
  public FastNetMethod() {
    this(new EmbeddedNetworks("styles"));
  }

  FastNetMethod(EmbeddedNetworks networks) {
    this.networks = networks;
  }

  @Override
  public String name() {
    return "fastnet";
  }

  /** Below the methods that take any painting. */
  @Override
  public int preference() {
    return -100;
  }

  /** Supports every precision. */
  @Override
  public boolean supports(Precision precision) {
    return true;
  }

  @Override
  public List<NamedStyle> styles() {
    return networks.styles();
  }

  /** Has one for each style: 256x256 pixels, synthesized from the painting's Gram matrices. */
  @Override
  public Optional<BufferedImage> texture(String style) throws IOException {
    return Optional.of(networks.texture(style));
  }

  /** Accepts one bundled style: networks cannot be blended. */
  @Override
  public boolean accepts(List<Style> styles) {
    return styles.size() == 1
        && styles.get(0) instanceof Style.Bundled bundled
        && names().contains(bundled.name());
  }

  /**
   * Loads the network of a bundled style.
   *
   * @param styles the name of one of {@link #styles()}
   * @param listener not called, since the network is small
   * @return the network, which the caller closes
   * @throws IllegalArgumentException if there is more than one style, or it is not bundled: a
   *     painting needs a network trained for it
   */
  @Override
  public StyleModel prepare(List<Style> styles, ProgressListener listener) throws IOException {
    List<Style> counted = Style.counted(styles);
    if (accepts(counted)) {
      return networks.load(((Style.Bundled) counted.get(0)).name());
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "fastnet has only its bundled styles (%s), not '%s': train a network for a painting with"
                + " 'stylize train fastnet', or choose another method",
            String.join(", ", names()),
            described(counted)));
  }

  private static String described(List<Style> styles) {
    return styles.stream().map(Style::toString).collect(Collectors.joining("', '"));
  }

  /** Loads the network of a bundled style. */
  StyleModel bundled(String name) throws IOException {
    return prepare(List.of(Style.of(name)), ProgressListener.NONE);
  }

  private List<String> names() {
    return styles().stream().map(NamedStyle::name).toList();
  }
}
