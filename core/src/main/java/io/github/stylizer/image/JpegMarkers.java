package io.github.stylizer.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Looks for the end marker of a JPEG file (ITU-T T.81, annex B). The decoder of the JDK fills what
 * a truncated file lacks with grey and only warns.
 */
final class JpegMarkers {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;

  private JpegMarkers() {}

  /** Says whether the first picture of the file has an end marker after its first scan. */
  static boolean hasEnd(InputStream jpeg) throws IOException {
    DataInputStream data = new DataInputStream(new BufferedInputStream(jpeg, 1 << 16));
    try {
      data.skipNBytes(2);
      skipToFirstScan(data);
      int before = 0;
      while (true) {
        int value = data.readUnsignedByte();
        if (before == 0xff && value == END_OF_IMAGE) {
          return true;
        }
        before = value;
      }
    } catch (EOFException e) {
      return false;
    }
  }

  /** Skips the segments, since a thumbnail in one of them has an end marker of its own. */
  private static void skipToFirstScan(DataInputStream data) throws IOException {
    while (true) {
      while (data.readUnsignedByte() != 0xff) {
        // Stray bytes between segments are skipped by decoders, too.
      }
      int marker = data.readUnsignedByte();
      while (marker == 0xff) {
        marker = data.readUnsignedByte();
      }
      boolean alone = marker >= 0xd0 && marker <= 0xd8 || marker <= 0x01;
      if (!alone) {
        data.skipNBytes(Math.max(0, data.readUnsignedShort() - 2));
      }
      if (marker == START_OF_SCAN) {
        return;
      }
    }
  }
}
