package io.github.stylizer.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Rewrites a small archive so that all its sizes and positions stand in zip64 fields. */
final class Zip64 {
  /** The length of the three records at the end of the archive. */
  static final int END_LENGTHS = 56 + 20 + 22;

  private Zip64() {}

  static byte[] of(byte[] zip) {
    ByteBuffer old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.length - 22;
    int directory = old.getInt(end + 16);
    ByteBuffer made = ByteBuffer.allocate(zip.length * 2 + 500).order(ByteOrder.LITTLE_ENDIAN);
    made.put(zip, 0, directory);
    for (int at = directory; at < end; ) {
      int name = old.getShort(at + 28);
      int start = made.position();
      made.put(zip, at, 46 + name).putShort((short) 1).putShort((short) 24);
      made.putLong(old.getInt(at + 24)).putLong(old.getInt(at + 20)).putLong(old.getInt(at + 42));
      made.putInt(start + 20, -1).putInt(start + 24, -1).putInt(start + 42, -1);
      made.putShort(start + 30, (short) 28);
      at += 46 + name + old.getShort(at + 30) + old.getShort(at + 32);
    }
    putEnd(made, directory, old.getShort(end + 10));
    byte[] bytes = new byte[made.position()];
    made.flip().get(bytes);
    return bytes;
  }

  private static void putEnd(ByteBuffer made, int directory, int entries) {
    int end = made.position();
    made.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    made.putInt(0).putInt(0).putLong(entries).putLong(entries);
    made.putLong(end - directory).putLong(directory);
    made.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    made.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    made.putShort((short) -1).putShort((short) -1).putInt(-1).putInt(-1).putShort((short) 0);
  }
}
