package io.github.stylizer.internal.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes at known positions: a range of a file, an entry of an archive, a view of a tensor. */
interface ByteSource {

  /** The number of bytes. */
  long size();

  /**
   * Fills the remaining bytes of a buffer.
   *
   * @throws IOException if the source ends before the buffer is full
   */
  void read(long position, ByteBuffer target) throws IOException;

  /** A range of this source. */
  default ByteSource slice(long start, long length) {
    if (start < 0 || length < 0 || length > size() - start) {
      throw new IllegalArgumentException(
          "range " + start + " + " + length + " outside " + size() + " bytes");
    }
    ByteSource whole = this;
    return new ByteSource() {
      @Override
      public long size() {
        return length;
      }

      @Override
      public void read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || target.remaining() > length - position) {
          throw new EOFException("read past the end of a tensor");
        }
        whole.read(start + position, target);
      }
    };
  }

  /** The content of an array, which is not copied. */
  static ByteSource of(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || target.remaining() > bytes.length - position) {
          throw new EOFException("the file ends at byte " + bytes.length);
        }
        target.put(bytes, (int) position, target.remaining());
      }
    };
  }

  /** A whole file, of its current size. */
  static ByteSource of(FileChannel channel) throws IOException {
    long size = channel.size();
    return new ByteSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void read(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
          int count = channel.read(target, at);
          if (count < 0) {
            throw new EOFException("the file ends at byte " + at);
          }
          at += count;
        }
      }
    };
  }
}
