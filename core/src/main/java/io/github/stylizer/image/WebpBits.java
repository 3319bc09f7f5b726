package io.github.stylizer.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** The bits of a lossless WebP image, the lowest of each byte first. */
final class WebpBits {
  private final String name;
  private final ImageInputStream input;
  private int buffer;
  private int available;

  /**
   * Reads from the current position.
   *
   * @param name of the file, for messages
   */
  WebpBits(String name, ImageInputStream input) {
    this.name = name;
    this.input = input;
  }

  int next() throws IOException {
    if (available == 0) {
      buffer = input.read();
      if (buffer < 0) {
        throw damaged("its data ends before its pixels");
      }
      available = 8;
    }
    int bit = buffer & 1;
    buffer >>= 1;
    available--;
    return bit;
  }

  /** Reads a number of up to 31 bits. */
  int next(int bits) throws IOException {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      number |= next() << i;
    }
    return number;
  }

  ImageFormatException damaged(String problem) {
    return new ImageFormatException(name, "damaged or truncated WEBP file: " + problem);
  }
}
