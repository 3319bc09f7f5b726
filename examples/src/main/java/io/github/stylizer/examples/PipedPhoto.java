package io.github.stylizer.examples;

import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.io.FileLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Paints a photo that comes from standard input, or whose picture goes to standard output.
 *
 * @param photo the file, or {@link StandardStreams#NAME}
 * @param picture the file, or {@link StandardStreams#NAME}
 * @param encoder writes the picture
 * @param format of a picture that goes to standard output, as an extension without its dot
 */
record PipedPhoto(
    Path photo, Path picture, ImageEncoder encoder, String format, StandardStreams streams) {

  /**
   * Paints the photo and writes the picture, even if the thread is interrupted meanwhile.
   *
   * @param decoder of standard input
   * @return the picture
   */
  BufferedImage paint(Stylizer stylizer, ImageDecoder decoder) throws IOException {
    BufferedImage painted =
        photo.equals(StandardStreams.NAME)
            ? painted(stylizer, decoder.read(input(), StandardStreams.INPUT))
            : stylizer.apply(photo);
    boolean interrupted = Thread.interrupted();
    try {
      write(painted);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return painted;
  }

  private byte[] input() throws IOException {
    // One more, so that the decoder refuses what is longer.
    return streams.read(FileLimits.IMAGE_BYTES_IN_MEMORY + 1);
  }

  private static BufferedImage painted(Stylizer stylizer, BufferedImage image) {
    try {
      return stylizer.apply(image);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(StandardStreams.INPUT + ": " + e.getMessage(), e);
    }
  }

  private void write(BufferedImage painted) throws IOException {
    if (picture.equals(StandardStreams.NAME)) {
      streams.write(encoder.encode(painted, format));
    } else {
      encoder.write(painted, picture);
    }
  }
}
