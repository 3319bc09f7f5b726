package io.github.stylizer.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a message in the encoding of Protocol Buffers, read without any checks. */
public final class ProtocolFields {
  private final Map<Integer, List<Object>> fields = new HashMap<>();

  /**
   * Reads a message.
   *
   * @param message its bytes
   */
  public ProtocolFields(byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      int tag = (int) varint(bytes);
      Object value =
          switch (tag & 7) {
            case 0 -> varint(bytes);
            case 1 -> bytes.getLong();
            case 2 -> bytes(bytes);
            case 5 -> bytes.getFloat();
            default -> throw new AssertionError("wire type " + (tag & 7));
          };
      fields.computeIfAbsent(tag >> 3, number -> new ArrayList<>()).add(value);
    }
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static byte[] bytes(ByteBuffer bytes) {
    byte[] value = new byte[(int) varint(bytes)];
    bytes.get(value);
    return value;
  }

  /**
   * Returns all values of a field.
   *
   * @param number that of the field
   * @return numbers or arrays of bytes; none if the field is not there
   */
  public List<Object> all(int number) {
    return fields.getOrDefault(number, List.of());
  }

  /**
   * Returns the texts of a field.
   *
   * @param number that of the field
   * @return its values
   */
  public List<String> texts(int number) {
    return all(number).stream()
        .map(text -> new String((byte[]) text, StandardCharsets.UTF_8))
        .toList();
  }

  /**
   * Returns the messages of a field.
   *
   * @param number that of the field
   * @return its values
   */
  public List<ProtocolFields> messages(int number) {
    return all(number).stream().map(message -> new ProtocolFields((byte[]) message)).toList();
  }

  /**
   * Returns a message.
   *
   * @param number that of a field with one value
   * @return its value
   */
  public ProtocolFields message(int number) {
    List<ProtocolFields> messages = messages(number);
    if (messages.size() != 1) {
      throw new AssertionError("field " + number + " has " + messages.size() + " values");
    }
    return messages.get(0);
  }
}
