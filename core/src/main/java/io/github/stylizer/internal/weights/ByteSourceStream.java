package io.github.stylizer.internal.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a source from its start. Not buffered. */
final class ByteSourceStream extends InputStream {
  private final ByteSource source;
  private long position;

  ByteSourceStream(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(length, source.size() - position);
    if (count <= 0) {
      return -1;
    }
    source.read(position, ByteBuffer.wrap(target, offset, count));
    position += count;
    return count;
  }
}
