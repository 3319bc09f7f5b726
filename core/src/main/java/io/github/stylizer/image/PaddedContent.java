package io.github.stylizer.image;

import java.io.IOException;
import java.util.Arrays;

/**
 * A file with some zeros behind its end, for decoders that read ahead. Reading further fails with
 * an exception that says so: decoders that swallow {@link java.io.EOFException} go on for minutes.
 *
 * @param name of the file, for the message
 * @param zeros how many; a decoder that needs more lacks data
 */
record PaddedContent(String name, ImageSource.Content file, int zeros)
    implements ImageSource.Content {
  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    long end = file.length();
    if (position >= end + zeros) {
      throw new ImageFormatException(
          name, "damaged or truncated file: its data ends before its pixels");
    }
    int fromFile = position < end ? file.read(position, target, offset, length) : 0;
    if (position + fromFile < end) {
      return fromFile;
    }
    // ImageInputStreamImpl reads numbers in one piece, also across the end.
    int count = (int) Math.min(length, end + zeros - position);
    Arrays.fill(target, offset + fromFile, offset + count, (byte) 0);
    return count;
  }

  /** Unknown: TwelveMonkeys 3.15 takes an image of one color, which is short, for damaged. */
  @Override
  public long length() {
    return -1;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
