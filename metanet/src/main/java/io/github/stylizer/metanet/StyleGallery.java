package io.github.stylizer.metanet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.StyleCode;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.io.EmbeddedStyles;
import io.github.stylizer.internal.io.Resource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The bundled styles of {@link MetaNet#compact}: codes of paintings in the public domain, which can
 * be blended with each other and with those of any painting.
 *
 * <pre>{@code
 * StyleCode wave = StyleGallery.code("great-wave");
 * StyleCode both = wave.interpolate(StyleGallery.code("starry-night"), 0.5);
 * try (MetaNet metaNet = MetaNet.compact();
 *     StyleModel style = metaNet.style(both)) {
 *   BufferedImage painted = Stylizer.style(style).apply(photo);
 * }
 * }</pre>
 */
public final class StyleGallery {
  private static final EmbeddedStyles STYLES =
      new EmbeddedStyles(StyleGallery.class::getResource, "compact/styles");

  private StyleGallery() {}

  /**
   * Lists the styles.
   *
   * @return in order of name; unmodifiable
   */
  public static List<NamedStyle> styles() {
    return STYLES.styles();
  }

  /**
   * Reads the code of a style. Needs neither PyTorch nor temporary files.
   *
   * @param name the name of one of {@link #styles}
   * @return its code, with the style's name
   * @throws IOException if the jar of this library is incomplete
   * @throws IllegalArgumentException if there is no such style
   */
  public static StyleCode code(String name) throws IOException {
    requireStyle(name);
    Resource file = STYLES.read(name);
    return StyleCode.load(file.bytes(), file.name());
  }

  /** Reads the picture that stands for the painting of a style. */
  static BufferedImage texture(String name) throws IOException {
    requireStyle(name);
    Resource file = STYLES.texture(name);
    return ImageDecoder.standard().read(file.bytes(), file.name());
  }

  private static void requireStyle(String name) {
    List<String> names = styles().stream().map(NamedStyle::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there is no style '%s' in the gallery; it has %s",
              name,
              String.join(", ", names)));
    }
  }
}
