package io.github.stylizer.examples;

import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.StyleCode;
import io.github.stylizer.weights.WeightsFormatException;
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
        file + ": is a style code: give --metanet with the network that made it", found);
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
