package io.github.stylizer.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/** A directory of a TIFF or BigTIFF file, or of EXIF data, that is written. */
final class TiffTags {
  static final int BYTE = 1;
  static final int ASCII = 2;
  static final int SHORT = 3;
  static final int LONG = 4;
  static final int RATIONAL = 5;
  static final int UNDEFINED = 7;

  private static final int LONG8 = 16;
  private static final int DIRECTORY8 = 18;
  private static final int MAGIC = 42;
  private static final int BIG_MAGIC = 43;

  private final boolean big;
  private final ByteOrder order;
  private final SortedMap<Integer, Values> tags = new TreeMap<>();
  private final SortedMap<Integer, TiffTags> directories = new TreeMap<>();

  /**
   * The values of a tag.
   *
   * @param bytes in the byte order of the file
   */
  record Values(int type, long count, byte[] bytes) {}

  /**
   * Creates a directory without tags.
   *
   * @param big whether positions have 64 bits (BigTIFF) instead of 32
   */
  TiffTags(boolean big, ByteOrder order) {
    this.big = big;
    this.order = order;
  }

  boolean isBig() {
    return big;
  }

  ByteOrder order() {
    return order;
  }

  /** Returns whether there is no tag. */
  boolean isEmpty() {
    return tags.isEmpty();
  }

  /** Returns the type of positions and lengths. */
  int positionType() {
    return big ? LONG8 : LONG;
  }

  /**
   * Adds a tag.
   *
   * @param numbers its values; two for each rational one
   */
  void put(int tag, int type, long... numbers) {
    int size = type == SHORT ? Short.BYTES : type >= LONG8 ? Long.BYTES : Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(size, numbers.length));
    bytes.order(order);
    for (long number : numbers) {
      switch (type) {
        case SHORT -> bytes.putShort((short) number);
        case LONG8, DIRECTORY8 -> bytes.putLong(number);
        default -> bytes.putInt((int) number);
      }
    }
    int count = type == RATIONAL ? numbers.length / 2 : numbers.length;
    put(tag, new Values(type, count, bytes.array()));
  }

  /** Adds a tag whose values take one byte each. */
  void put(int tag, int type, byte[] bytes) {
    put(tag, new Values(type, bytes.length, bytes.clone()));
  }

  /** Adds a tag. */
  void put(int tag, Values values) {
    tags.put(tag, values);
  }

  /** Adds a tag that refers to another directory, which is written behind this one. */
  void put(int tag, TiffTags directory) {
    // The number becomes that position.
    put(tag, big ? DIRECTORY8 : LONG, 0);
    directories.put(tag, directory);
  }

  /** Returns the bytes of the directory, of the values that do not fit into it, and of others. */
  byte[] directory(long position) {
    int inline = positionBytes();
    ByteBuffer bytes = ByteBuffer.allocate(length());
    bytes.order(order);
    putCount(bytes);
    int outside = tableLength();
    for (var tag : tags.entrySet()) {
      Values values = tag.getValue();
      bytes.putShort(tag.getKey().shortValue()).putShort((short) values.type());
      putPosition(bytes, values.count());
      int field = bytes.position();
      TiffTags other = directories.get(tag.getKey());
      if (other != null) {
        putPosition(bytes, position + outside);
        bytes.duplicate().position(outside).put(other.directory(position + outside));
        outside += other.length();
      } else if (values.bytes().length <= inline) {
        bytes.put(values.bytes());
      } else {
        putPosition(bytes, position + outside);
        bytes.duplicate().position(outside).put(values.bytes());
        outside += evenLength(values);
      }
      bytes.position(field + inline);
    }
    return bytes.array();
  }

  /** Returns the length of {@link #directory}. */
  int length() {
    int length = tableLength();
    for (Values values : tags.values()) {
      length += values.bytes().length <= positionBytes() ? 0 : evenLength(values);
    }
    for (TiffTags other : directories.values()) {
      length += other.length();
    }
    return length;
  }

  /** Returns what the file begins with. */
  byte[] header(long position) {
    ByteBuffer header = ByteBuffer.allocate(big ? 16 : 8);
    header.order(order);
    byte letter = (byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I');
    header.put(letter).put(letter).putShort((short) (big ? BIG_MAGIC : MAGIC));
    if (big) {
      header.putShort((short) Long.BYTES).putShort((short) 0);
    }
    putPosition(header, position);
    return header.array();
  }

  private int positionBytes() {
    return big ? Long.BYTES : Integer.BYTES;
  }

  /** The count, the entries, and the position of the next directory. */
  private int tableLength() {
    return big ? 8 + 20 * tags.size() + 8 : 2 + 12 * tags.size() + 4;
  }

  /** Values begin at even positions. */
  private static int evenLength(Values values) {
    return values.bytes().length + values.bytes().length % 2;
  }

  private void putCount(ByteBuffer bytes) {
    if (big) {
      bytes.putLong(tags.size());
    } else {
      bytes.putShort((short) tags.size());
    }
  }

  private void putPosition(ByteBuffer bytes, long number) {
    if (big) {
      bytes.putLong(number);
    } else {
      bytes.putInt((int) number);
    }
  }
}
