package io.github.stylizer;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageFormatException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a file that holds an image or a style code. */
final class StyleFile {
  static final String CODE_EXTENSION = ".style";

  private StyleFile() {}

  /** Returns whether a file has the extension of style codes. */
  static boolean isNamedAsCode(Path file) {
    return file.toString().endsWith(CODE_EXTENSION);
  }

  /**
   * Reads a style, whose kind is recognized by content.
   *
   * @throws IOException if it cannot be read, or holds neither an image nor a style code
   */
  static Style read(Style.File style) throws IOException {
    Path file = style.path();
    if (isNamedAsCode(file)) {
      return new Style.Code(StyleCode.load(file), style.weight());
    }
    try {
      return new Style.Painting(ImageDecoder.standard().read(file), style.weight());
    } catch (ImageFormatException noImage) {
      if (noImage.getCause() instanceof OutOfMemoryError) {
        throw noImage;
      }
      try {
        return new Style.Code(StyleCode.load(file), style.weight());
      } catch (WeightsFormatException noCode) {
        throw new IOException(
            noImage.getMessage() + "; read as a style code: " + noCode.getMessage(), noImage);
      }
    }
  }
}
