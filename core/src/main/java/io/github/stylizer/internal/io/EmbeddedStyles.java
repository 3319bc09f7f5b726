package io.github.stylizer.internal.io;

import io.github.stylizer.NamedStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.function.Function;

/**
 * The styles bundled in the jar of a method: a folder with {@code styles.tsv}, which has one line
 * per style, and the files {@code <name>.safetensors} and {@code <name>.jpg}.
 *
 * @param lookup {@code getResource} of a class in the module that contains the folder
 * @param folder relative to the package of that class
 */
public record EmbeddedStyles(Function<String, URL> lookup, String folder) {
  private static final String LIST = "/styles.tsv";
  private static final String ENDING = ".safetensors";
  private static final String TAB = "\t";

  /**
   * Lists the styles.
   *
   * @return in the order of the list; unmodifiable
   * @throws UncheckedIOException if the list is missing or cannot be read
   */
  public List<NamedStyle> styles() {
    try {
      return Resource.read(lookup, folder + LIST).lines().stream()
          .map(EmbeddedStyles::style)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NamedStyle style(String line) {
    String[] fields = line.split(TAB, -1);
    if (fields.length != 4) {
      throw new IllegalArgumentException(
          "expected name, title, artist and date separated by tabs, but found '" + line + "'");
    }
    return new NamedStyle(fields[0], fields[1], fields[2], fields[3]);
  }

  /**
   * Reads the picture that stands for the painting of a style.
   *
   * @param name the name of one of {@link #styles}
   * @return a JPEG file
   * @throws IOException if it is missing or cannot be read
   */
  public Resource texture(String name) throws IOException {
    return Resource.read(lookup, folder + "/" + name + ".jpg");
  }

  /**
   * Reads the file of a style.
   *
   * @param name the name of one of {@link #styles}
   * @return its file
   * @throws IOException if it is missing or cannot be read
   */
  public Resource read(String name) throws IOException {
    return Resource.read(lookup, folder + "/" + name + ENDING);
  }
}
