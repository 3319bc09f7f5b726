package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of consecutive pickles. Lengths are checked before memory is allocated. */
final class PickleInput {
  private static final int BUFFER = 1 << 13;
  private static final int MAX_PICKLE = FileLimits.PICKLE_BYTES;
  private static final int MAX_LINE = 1 << 10;

  private final String origin;
  private final ByteSource source;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long bufferStart;
  private long end;

  PickleInput(String origin, ByteSource source) {
    this.origin = origin;
    this.source = source;
    startPickle();
  }

  /** Starts another pickle at the current position. */
  void startPickle() {
    end = Math.min(source.size(), position() + MAX_PICKLE);
  }

  long position() {
    return bufferStart + buffer.position();
  }

  int readByte() throws IOException {
    need(1);
    return buffer.get() & 0xff;
  }

  int readShort() throws IOException {
    need(Short.BYTES);
    return buffer.getShort() & 0xffff;
  }

  int readInt() throws IOException {
    need(Integer.BYTES);
    return buffer.getInt();
  }

  long readLong() throws IOException {
    need(Long.BYTES);
    return buffer.getLong();
  }

  byte[] readBytes(long length) throws IOException {
    require(length);
    byte[] bytes = new byte[(int) length];
    int buffered = (int) Math.min(length, buffer.remaining());
    buffer.get(bytes, 0, buffered);
    if (buffered < length) {
      source.read(position(), ByteBuffer.wrap(bytes, buffered, bytes.length - buffered));
      bufferStart += buffer.position() + length - buffered;
      buffer.position(0).limit(0);
    }
    return bytes;
  }

  String readText(long length) throws IOException {
    return new String(readBytes(length), StandardCharsets.UTF_8);
  }

  /** Reads up to the next line feed, which is consumed but not returned. */
  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = readByte(); c != '\n'; c = readByte()) {
      if (line.length() >= MAX_LINE) {
        throw new WeightsFormatException(origin, "a name in its pickle is too long");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private void need(int length) throws IOException {
    require(length);
    if (buffer.remaining() < length) {
      bufferStart += buffer.position();
      buffer.compact();
      int available =
          (int) Math.min(buffer.remaining(), source.size() - bufferStart - buffer.position());
      buffer.limit(buffer.position() + available);
      source.read(bufferStart + buffer.position(), buffer);
      buffer.flip();
    }
  }

  private void require(long length) throws WeightsFormatException {
    if (length < 0 || length > end - position()) {
      String why = end == source.size() ? "it is truncated" : "at most 16 MiB are read";
      throw new WeightsFormatException(origin, "its pickle extends past byte " + end + ": " + why);
    }
  }
}
