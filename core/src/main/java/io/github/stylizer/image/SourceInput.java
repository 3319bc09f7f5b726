package io.github.stylizer.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An image file for the readers of ImageIO. Every piece that is read checks the {@link Deadline},
 * so that decoding ends soon after an interrupt.
 */
final class SourceInput extends ImageInputStreamImpl {
  private static final int BUFFER = 512;
  private static final int MOST_MISSING = 1 << 16;

  private final ImageSource source;
  private final ImageSource.Content content;
  private final int piece;
  private final byte[] buffer = new byte[BUFFER];
  private long buffered;
  private int available;
  private int missing;

  /**
   * Takes ownership of the content.
   *
   * @param piece the bytes of one read at most; readers must expect to get less than they ask for
   */
  SourceInput(ImageSource source, ImageSource.Content content, int piece) {
    this.source = source;
    this.content = content;
    this.piece = piece;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    long at = streamPos - buffered;
    if (at < 0 || at >= available) {
      source.deadline().check(source.name());
      buffered = streamPos;
      available = Math.max(0, content.read(streamPos, buffer, 0, BUFFER));
      at = 0;
      if (available == 0) {
        return end();
      }
    }
    streamPos++;
    return buffer[(int) at] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    source.deadline().check(source.name());
    int count = content.read(streamPos, target, offset, Math.min(length, piece));
    if (count <= 0) {
      return end();
    }
    streamPos += count;
    return count;
  }

  /** Some decoders take missing bytes for zeros, and go on for minutes. */
  private int end() throws EOFException {
    if (++missing > MOST_MISSING) {
      throw new EOFException();
    }
    return -1;
  }

  @Override
  public long length() {
    return content.length();
  }

  @Override
  public void close() throws IOException {
    super.close();
    content.close();
  }
}
