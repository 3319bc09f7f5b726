package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file in memory. */
final class MemorySource extends ImageSource {
  private final byte[] bytes;

  MemorySource(String name, PixelLimit limit, Deadline deadline, byte[] head, byte[] bytes) {
    super(name, limit, deadline, head);
    this.bytes = bytes;
  }

  @Override
  ImageSource with(PixelLimit other) {
    return new MemorySource(name(), other, deadline(), head(), bytes);
  }

  @Override
  InputStream openStream() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  Content openContent() {
    return new Bytes(bytes);
  }

  private record Bytes(byte[] bytes) implements Content {
    @Override
    public int read(long position, byte[] target, int offset, int length) {
      int count = (int) Math.min(length, bytes.length - position);
      if (count <= 0) {
        return -1;
      }
      System.arraycopy(bytes, (int) position, target, offset, count);
      return count;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void close() {}
  }

  @Override
  public byte[] readAll() {
    return bytes;
  }
}
