package io.github.stylizer.internal.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the <a href="https://protobuf.dev/programming-guides/encoding/">encoding of Protocol
 * Buffers</a>, limited to the types that event files and ONNX files need. Not safe for concurrent
 * use.
 */
public final class ProtocolBuffer {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  // Arrays of at least so many bytes are kept as they are: a network is not copied with each
  // message around it.
  private static final int LARGE = 1 << 12;

  private final List<byte[]> finished = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long finishedLength;

  /** Makes an empty message. */
  public ProtocolBuffer() {}

  /**
   * Returns the message.
   *
   * @return its encoding
   */
  public byte[] toByteArray() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(Math.toIntExact(length()));
    finished.forEach(all::writeBytes);
    all.writeBytes(bytes.toByteArray());
    return all.toByteArray();
  }

  /**
   * Writes the message.
   *
   * @param stream where to write
   * @throws IOException if writing fails
   */
  public void writeTo(OutputStream stream) throws IOException {
    for (byte[] part : finished) {
      stream.write(part);
    }
    bytes.writeTo(stream);
  }

  /**
   * Returns the length of the message.
   *
   * @return the number of bytes so far
   */
  public long length() {
    return finishedLength + bytes.size();
  }

  /**
   * Appends a field of type int64, int32 or an enumeration.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtocolBuffer integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /**
   * Appends a field of type double.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtocolBuffer number(int field, double value) {
    tag(field, FIXED_64);
    bytes.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
    return this;
  }

  /**
   * Appends a field of type float.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtocolBuffer number(int field, float value) {
    tag(field, FIXED_32);
    bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    return this;
  }

  /**
   * Appends a field of type string.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtocolBuffer text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Appends a message as a field.
   *
   * @param field its number
   * @param value a complete message
   * @return this message
   */
  public ProtocolBuffer message(int field, ProtocolBuffer value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length());
    return fields(value);
  }

  /**
   * Appends the fields of another message.
   *
   * @param other a complete message
   * @return this message
   */
  public ProtocolBuffer fields(ProtocolBuffer other) {
    other.finished.forEach(this::append);
    append(other.bytes.toByteArray());
    return this;
  }

  /**
   * Appends a field of type bytes.
   *
   * @param field its number
   * @param value its value, not modified from now on
   * @return this message
   */
  public ProtocolBuffer bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    append(value);
    return this;
  }

  private void append(byte[] value) {
    if (value.length < LARGE) {
      bytes.writeBytes(value);
      return;
    }
    finished.add(bytes.toByteArray());
    finished.add(value);
    finishedLength += bytes.size() + (long) value.length;
    bytes.reset();
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits per byte, the lowest first; the highest bit is set if more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
