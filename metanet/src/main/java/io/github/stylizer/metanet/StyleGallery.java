package io.github.stylizer.metanet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.StyleCode;
import io.github.stylizer.internal.io.ExtractedResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The styles that come along with the network of {@link MetaNet#compact}: codes of paintings in the
 * public domain, which can be mixed with each other and with those of any painting.
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
  private static final String FOLDER = "compact/styles/";

  private StyleGallery() {}

  /**
   * Lists the styles.
   *
   * @return in the order of their names; cannot be changed
   */
  public static List<NamedStyle> styles() {
    try {
      return ExtractedResource.lines(StyleGallery.class, FOLDER + "styles.tsv").stream()
          .map(NamedStyle::ofLine)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the code of a style.
   *
   * @param name of one of {@link #styles}
   * @return its code, named as the style
   * @throws IOException if the jar of this library is not complete, or there is no place for a
   *     temporary file
   * @throws IllegalArgumentException if there is no such style
   */
  public static StyleCode code(String name) throws IOException {
    List<String> names = styles().stream().map(NamedStyle::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "there is no style '%s' in the gallery; there are %s"
              .formatted(name, String.join(", ", names)));
    }
    try (ExtractedResource file =
        ExtractedResource.of(StyleGallery.class, FOLDER + name + ".safetensors")) {
      return StyleCode.load(file.path());
    }
  }
}
