package io.github.stylizer.examples.window;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Style;
import io.github.stylizer.examples.painting.OutputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The style that is painted in.
 *
 * @param style a bundled one, or a file: a painting or a style code
 * @param title what people call it
 */
record ChosenStyle(Style style, String title) {

  static ChosenStyle of(NamedStyle bundled) {
    return new ChosenStyle(Style.of(bundled.name()), bundled.title());
  }

  static ChosenStyle of(Path painting) {
    return new ChosenStyle(Style.of(painting), painting.getFileName().toString());
  }

  /** The file of a painting or a style code. */
  Optional<Path> file() {
    return style instanceof Style.File file ? Optional.of(file.path()) : Optional.empty();
  }

  /**
   * Returns the name of a result, as the command makes it.
   *
   * @param input a photo, a film or a folder
   * @param extension with its dot, which folders do without
   * @return beside the input
   */
  Path resultOf(Path input, String extension) {
    Path name = OutputFile.named(input, List.of(style.toString()), extension);
    return input.toAbsolutePath().normalize().resolveSibling(name);
  }
}
