package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the fields of an untrusted message in the encoding of Protocol Buffers one after the other.
 * Lengths are checked against those of the message around it before anything is allocated. {@link
 * #next} moves to a field, whose value is then read, or skipped.
 */
final class ProtocolInput {
  static final int VARINT = 0;
  static final int FIXED_64 = 1;
  static final int BYTES = 2;
  static final int FIXED_32 = 5;

  private static final int WIRE_TYPE_BITS = 3;
  private static final int VARINT_BYTES = 10;

  private final Window window;
  private final long end;
  private long position;
  private long fieldStart;
  private long tag;

  /** The file around a position, and what may still be read of it. */
  private static final class Window {
    private static final int LENGTH = 1 << 13;

    private final String origin;
    private final ByteSource file;
    private final ByteBuffer buffer = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private long start;
    private int entries = FileLimits.ONNX_ENTRIES;
    private int textBytes = FileLimits.ONNX_TEXT_BYTES;

    private Window(String origin, ByteSource file) {
      this.origin = origin;
      this.file = file;
      buffer.limit(0);
    }

    private int at(long position) throws IOException {
      if (position < start || position >= start + buffer.limit()) {
        start = position;
        buffer.clear().limit((int) Math.min(LENGTH, file.size() - position));
        file.read(position, buffer);
        buffer.flip();
      }
      return buffer.get((int) (position - start)) & 0xff;
    }
  }

  private ProtocolInput(Window window, long start, long end) {
    this.window = window;
    this.position = start;
    this.end = end;
  }

  static ProtocolInput of(String origin, ByteSource file) {
    return new ProtocolInput(new Window(origin, file), 0, file.size());
  }

  /** Moves on to the next field, whose value must be read or skipped before the next call. */
  boolean next() throws IOException {
    if (position == end) {
      return false;
    }
    fieldStart = position;
    tag = varint();
    return true;
  }

  /** Whether the field has this number and this type. */
  boolean is(int field, int wireType) {
    return tag == ((long) field << WIRE_TYPE_BITS | wireType);
  }

  /** Skips a value of any type. */
  void skip() throws IOException {
    switch ((int) (tag & ((1 << WIRE_TYPE_BITS) - 1))) {
      case VARINT -> varint();
      case FIXED_64 -> take(Long.BYTES);
      case FIXED_32 -> take(Integer.BYTES);
      case BYTES -> take(length());
      default -> throw damaged("has a field of an unknown type");
    }
  }

  /** The rest of the message: numbers without tags. */
  boolean hasMore() {
    return position < end;
  }

  long varint() throws IOException {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES; i++) {
      int next = window.at(take(1));
      value |= (long) (next & 0x7f) << (7 * i);
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw damaged("has a number of more than " + VARINT_BYTES + " bytes");
  }

  /** A message, or numbers without tags. */
  ProtocolInput message() throws IOException {
    long length = length();
    long start = take(length);
    return new ProtocolInput(window, start, start + length);
  }

  /** Bytes that are not read yet. */
  ByteSource bytes() throws IOException {
    long length = length();
    return window.file.slice(take(length), length);
  }

  /** The next bytes, of a number of a fixed size. */
  ByteSource fixed(int length) throws IOException {
    return window.file.slice(take(length), length);
  }

  String text() throws IOException {
    long length = length();
    if (length > window.textBytes) {
      throw new WeightsFormatException(
          window.origin,
          String.format(
              Locale.ROOT,
              "its names and metadata take more than %d bytes",
              FileLimits.ONNX_TEXT_BYTES));
    }
    window.textBytes -= (int) length;
    byte[] text = new byte[(int) length];
    window.file.read(take(length), ByteBuffer.wrap(text));
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Counts something that takes memory. */
  void countEntry() throws WeightsFormatException {
    if (--window.entries < 0) {
      throw new WeightsFormatException(
          window.origin,
          String.format(
              Locale.ROOT,
              "has more than %d nodes, tensors, names and sides of tensors",
              FileLimits.ONNX_ENTRIES));
    }
  }

  private long length() throws IOException {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw damaged(
          "claims "
              + Long.toUnsignedString(length)
              + " bytes where "
              + (end - position)
              + " are left");
    }
    return length;
  }

  private long take(long length) throws WeightsFormatException {
    if (length > end - position) {
      throw damaged("ends inside a field");
    }
    long start = position;
    position += length;
    return start;
  }

  private WeightsFormatException damaged(String problem) {
    return new WeightsFormatException(
        window.origin,
        "is damaged or no ONNX file: the field at byte " + fieldStart + " " + problem);
  }
}
