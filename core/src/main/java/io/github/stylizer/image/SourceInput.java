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
    if (!buffer(1)) {
      return end();
    }
    return buffer[(int) (streamPos++ - buffered)] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    return length <= BUFFER
        ? readBuffered(target, offset, length)
        : readThrough(target, offset, length);
  }

  /** Some decoders read numbers one by one. */
  private int readBuffered(byte[] target, int offset, int length) throws IOException {
    if (!buffer(length)) {
      return end();
    }
    int at = (int) (streamPos - buffered);
    int count = Math.min(length, available - at);
    System.arraycopy(buffer, at, target, offset, count);
    streamPos += count;
    return count;
  }

  private int readThrough(byte[] target, int offset, int length) throws IOException {
    source.deadline().check(source.name());
    int count = content.read(streamPos, target, offset, Math.min(length, piece));
    if (count <= 0) {
      return end();
    }
    streamPos += count;
    return count;
  }

  /** Puts the next bytes into the buffer, fewer at the end; returns whether there are any. */
  private boolean buffer(int length) throws IOException {
    long at = streamPos - buffered;
    if (at < 0 || at + length > available) {
      source.deadline().check(source.name());
      buffered = streamPos;
      available = Math.max(0, content.read(streamPos, buffer, 0, BUFFER));
    }
    return available > 0;
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
