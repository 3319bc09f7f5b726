package io.github.stylizer.examples.window;

import io.github.stylizer.Quality;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of several values of a setting, in the words of the page of {@code stylize serve}.
 *
 * @param value what it stands for
 * @param label what is written on it
 * @param mnemonic the key that chooses it together with Alt
 * @param hint what it means
 */
record Choice<T>(T value, String label, char mnemonic, String hint) {
  static final List<Choice<Quality>> QUALITIES =
      List.of(
          new Choice<>(Quality.FAST, "Fast", 'T', "One pass: a moment."),
          new Choice<>(
              Quality.FINE,
              "Fine",
              'N',
              "Refined by optimization: seconds. Closer to the palette, with the photo’s details."),
          new Choice<>(
              Quality.BEST,
              "Best",
              'B',
              "Method nnst: some ten seconds. The painting’s shapes and strokes."));

  static final List<Choice<ColorChoice>> COLORS =
      List.of(
          new Choice<>(ColorChoice.STYLE, "Painting’s", 'P', "The colors of the painting."),
          new Choice<>(
              ColorChoice.PHOTO,
              "Photo’s",
              'O',
              "The colors of the photo, the strokes of the painting."),
          new Choice<>(
              ColorChoice.MATCHED,
              "Matched",
              'M',
              "The painting is recolored like the photo first."),
          new Choice<>(
              ColorChoice.EXACT, "Exact", 'X', "The result is given the colors of the painting."));

  static final List<Choice<Optional<Integer>>> SIZES =
      List.of(
          new Choice<>(Optional.empty(), "As the photo", ' ', ""),
          size(512),
          size(1024),
          size(2048));

  static final List<Choice<String>> FORMATS =
      List.of(
          new Choice<>("png", "PNG", ' ', ""),
          new Choice<>("jpg", "JPEG", ' ', ""),
          new Choice<>("tif", "TIFF", ' ', ""));

  private static Choice<Optional<Integer>> size(int side) {
    return new Choice<>(Optional.of(side), String.format(Locale.ROOT, "%d pixels", side), ' ', "");
  }

  /** The label, for lists. */
  @Override
  public String toString() {
    return label;
  }
}
