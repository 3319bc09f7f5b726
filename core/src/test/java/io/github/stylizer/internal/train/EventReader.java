package io.github.stylizer.internal.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads event files, independently of the writer. */
final class EventReader {
  private EventReader() {}

  /** What an event says; the parts it does not have are null or empty. */
  record Event(
      double wallTime,
      long step,
      String fileVersion,
      Long sessionStatus,
      Map<String, Float> scalars,
      Map<String, Image> images) {}

  /** A picture as it is stored. */
  record Image(long height, long width, long colorspace, byte[] encoded) {}

  /** Returns the records up to the end or up to one that is cut off; checksums must be right. */
  static List<byte[]> records(byte[] file) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() >= 16) {
      int begin = bytes.position();
      long length = bytes.getLong();
      check(bytes.getInt(), file, begin, 8);
      if (bytes.remaining() < length + 4) {
        break;
      }
      byte[] data = new byte[(int) length];
      bytes.get(data);
      check(bytes.getInt(), data, 0, data.length);
      records.add(data);
    }
    return records;
  }

  static List<Event> read(Path file) throws IOException {
    return records(Files.readAllBytes(file)).stream().map(EventReader::event).toList();
  }

  private static void check(int masked, byte[] bytes, int begin, int length) {
    long crc = crc32c(bytes, begin, length);
    int expected = (int) (((crc >>> 15 | crc << 17) & 0xFFFFFFFFL) + 0xa282ead8L);
    if (masked != expected) {
      throw new AssertionError("wrong checksum at byte " + begin);
    }
  }

  /** Castagnoli's checksum, bit by bit. */
  static long crc32c(byte[] bytes, int begin, int length) {
    long crc = 0xFFFFFFFFL;
    for (int i = begin; i < begin + length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82F63B78L : crc >>> 1;
      }
    }
    return crc ^ 0xFFFFFFFFL;
  }

  static Event event(byte[] data) {
    Map<Integer, List<Object>> fields = fields(data);
    Map<String, Float> scalars = new LinkedHashMap<>();
    Map<String, Image> images = new LinkedHashMap<>();
    if (fields.containsKey(5)) {
      for (Object value : fields((byte[]) one(fields, 5)).get(1)) {
        Map<Integer, List<Object>> parts = fields((byte[]) value);
        String tag = text(one(parts, 1));
        if (parts.containsKey(2)) {
          scalars.put(tag, Float.intBitsToFloat((int) (long) one(parts, 2)));
        }
        if (parts.containsKey(4)) {
          images.put(tag, image(fields((byte[]) one(parts, 4))));
        }
      }
    }
    Object session = one(fields, 7);
    Object step = one(fields, 2);
    return new Event(
        Double.longBitsToDouble((long) one(fields, 1)),
        step == null ? 0 : (long) step,
        text(one(fields, 3)),
        session == null ? null : (Long) one(fields((byte[]) session), 1),
        scalars,
        images);
  }

  private static Image image(Map<Integer, List<Object>> fields) {
    return new Image(
        (long) one(fields, 1),
        (long) one(fields, 2),
        (long) one(fields, 3),
        (byte[]) one(fields, 4));
  }

  private static Object one(Map<Integer, List<Object>> fields, int number) {
    List<Object> values = fields.getOrDefault(number, List.of());
    if (values.size() > 1) {
      throw new AssertionError("field " + number + " stands " + values.size() + " times");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private static String text(Object bytes) {
    return bytes == null ? null : new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  /** Returns fields by number: Long for numbers of any kind, byte[] for everything else. */
  private static Map<Integer, List<Object>> fields(byte[] message) {
    Map<Integer, List<Object>> fields = new LinkedHashMap<>();
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      Object value =
          switch ((int) (tag & 7)) {
            case 0 -> varint(bytes);
            case 1 -> bytes.getLong();
            case 5 -> (long) bytes.getInt();
            case 2 -> {
              byte[] content = new byte[(int) varint(bytes)];
              bytes.get(content);
              yield content;
            }
            default -> throw new AssertionError("wire type " + (tag & 7));
          };
      fields.computeIfAbsent((int) (tag >>> 3), number -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes.get();
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
