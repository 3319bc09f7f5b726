package io.github.stylizer.metanet;

import io.github.stylizer.MethodOption;
import io.github.stylizer.NamedStyle;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.TransformModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Style transfer by a {@link MetaNet}: any painting, style code, style of the {@link StyleGallery},
 * or blend of them, without training. {@link io.github.stylizer.Stylizer} uses it by default if
 * this module is on the class path.
 *
 * <pre>{@code
 * Stylizer.style(Path.of("painting.jpg")).apply(Path.of("photo.jpg"), Path.of("out.png"));
 * BufferedImage painted = Stylizer.style("great-wave").apply(photo);
 * }</pre>
 *
 * <p>The bundled network is loaded on first use and stays in memory (30 MB) until the process ends.
 * Safe for concurrent use.
 */
public final class MetaNetMethod implements StyleMethod {
  private static final MetaNetSource BUNDLED =
      MetaNetSource.loadedOnce(listener -> MetaNet.compact());

  private final MetaNetSource source;
  private final boolean hasGallery;

  /** Creates the method with the bundled network. */
  public MetaNetMethod() {
    this(BUNDLED, true);
  }

  private MetaNetMethod(MetaNetSource source, boolean hasGallery) {
    this.source = source;
    this.hasGallery = hasGallery;
  }

  /**
   * Returns the method with the caller's network. It has no bundled styles: those of the gallery
   * belong to the bundled network.
   *
   * @param network must outlive the method; the caller closes it
   * @return the method
   */
  public static MetaNetMethod of(MetaNet network) {
    Objects.requireNonNull(network, "network");
    return new MetaNetMethod(listener -> network, false);
  }

  @Override
  public String name() {
    return "metanet";
  }

  /** Above the methods that take minutes for a new style. */
  @Override
  public int preference() {
    return 100;
  }

  /** Supports every precision. */
  @Override
  public boolean supports(Precision precision) {
    return true;
  }

  @Override
  public List<NamedStyle> styles() {
    return hasGallery ? StyleGallery.styles() : List.of();
  }

  /** Has one for each style: 256x256 pixels, synthesized from the painting's Gram matrices. */
  @Override
  public Optional<BufferedImage> texture(String style) throws IOException {
    return hasGallery ? Optional.of(StyleGallery.texture(style)) : Optional.empty();
  }

  /** Accepts any blend of paintings, codes and styles of the gallery. */
  @Override
  public boolean accepts(List<Style> styles) {
    List<String> names = styles().stream().map(NamedStyle::name).toList();
    return styles.stream()
        .allMatch(style -> !(style instanceof Style.Bundled named) || names.contains(named.name()));
  }

  /**
   * Generates the weights of a transform network for a blend of styles.
   *
   * @param styles paintings, codes of this network, and names of {@link #styles()}
   * @param listener receives the progress of a VGG download, if the network needs one
   * @return the transform network, which the caller closes
   * @throws IllegalArgumentException if there is no style, all weights are 0, a code is of another
   *     network, or a name is unknown
   */
  @Override
  public TransformModel prepare(List<Style> styles, ProgressListener listener) throws IOException {
    List<Style> counted = Style.counted(styles);
    MetaNet network = source.network(listener);
    List<StyleCode> codes = new ArrayList<>();
    for (Style style : counted) {
      codes.add(code(style, network));
    }
    // A blend has no name; a single style keeps its own.
    return network.style(
        codes.size() == 1
            ? codes.get(0)
            : StyleCode.blend(codes, counted.stream().map(Style::weight).toList()));
  }

  /**
   * Encodes a painting with the network of this method.
   *
   * @param painting any image; not modified
   * @param listener receives the progress of a VGG download, if the network needs one
   * @return its style code, without a name
   * @throws IOException if the network cannot be read
   */
  public StyleCode code(BufferedImage painting, ProgressListener listener) throws IOException {
    return source.network(listener).code(painting);
  }

  private StyleCode code(Style style, MetaNet network) throws IOException {
    if (style instanceof Style.Painting painting) {
      return network.code(painting.image());
    }
    if (style instanceof Style.Code code) {
      return network.requireOwn(code.code());
    }
    if (style instanceof Style.Bundled named && hasGallery) {
      return StyleGallery.code(named.name());
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' belongs to the bundled network: use a painting or a code of this network",
            style));
  }

  @Override
  public List<MethodOption> options() {
    return MetaNetTextOptions.ALL;
  }

  /**
   * Configures the method from text options: the user's network instead of the bundled one, loaded
   * on first use and freed with the method.
   *
   * @param values by the names of {@link #options()}
   * @return a method with that network, or this one if there are no values
   * @throws IllegalArgumentException if a name is unknown or values cannot be combined
   */
  @Override
  public MetaNetMethod with(Map<String, String> values) {
    return values.isEmpty() ? this : new MetaNetMethod(MetaNetTextOptions.source(values), false);
  }
}
