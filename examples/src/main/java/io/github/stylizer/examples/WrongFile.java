package io.github.stylizer.examples;

import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.metanet.MetaNet;
import java.io.IOException;
import java.nio.file.Path;

/** Explains what to do with a file of ours that was given to the wrong option. */
final class WrongFile {

  private WrongFile() {}

  /**
   * Explains why a file is no picture.
   *
   * @param found what was found in it
   * @return what to do if it is a style code, otherwise {@code found}
   */
  static IOException asPainting(Path file, ImageFormatException found) throws IOException {
    try {
      StyleCode.load(file);
    } catch (WeightsFormatException e) {
      return found;
    }
    return new IOException(
        file + ": is a style code, which only the method metanet can paint like", found);
  }

  /** Says that a style is neither a file nor one that comes along. */
  static IOException noStyle(StyleOption style) {
    return new IOException(
        "there is no style '%s': neither a file %s nor one of those that stylize styles lists%s"
            .formatted(
                style.name(),
                style.file().toAbsolutePath(),
                Methods.styleLike(style.name())
                    .map(like -> "; did you mean " + like + "?")
                    .orElse("")));
  }

  /** Says that a style that comes along is of no use to a method. */
  static IOException noPicture(StyleOption style, StyleMethod method) {
    return new IOException(
        "the method "
            + method.name()
            + " paints like pictures, but '"
            + style.name()
            + "' is the name of a style: give a picture, or leave --method out");
  }

  /**
   * Explains why a file is no network of one style.
   *
   * @param found what was found in it
   * @return what to do if it is a MetaNet, otherwise {@code found}
   */
  static IOException asModel(Path file, WeightsFormatException found) throws IOException {
    try {
      MetaNet.taps(file);
    } catch (WeightsFormatException e) {
      return found;
    }
    return new IOException(file + ": is a MetaNet: use --metanet with a --style", found);
  }
}
