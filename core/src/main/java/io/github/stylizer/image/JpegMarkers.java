package io.github.stylizer.image;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the marker segments of a JPEG file (ITU-T T.81, annex B). */
final class JpegMarkers {
  private static final int FRAME = 0xc0;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int ARITHMETIC_CODING = 0xcc;
  private static final int RESTART = 0xd0;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int PROFILE = 0xe2;
  private static final byte[] PROFILE_NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

  private JpegMarkers() {}

  /** Returns how many components the first frame has, 0 if there is no frame. */
  static int components(byte[] jpeg) {
    int at = 2;
    for (int next = next(jpeg, at); next > 0; next = next(jpeg, at)) {
      int marker = jpeg[at + 1] & 0xff;
      if (isFrame(marker) && at + 9 < jpeg.length) {
        return jpeg[at + 9] & 0xff;
      }
      at = next;
    }
    return 0;
  }

  /** Returns the file without the segments of its ICC profile. */
  static byte[] withoutProfile(byte[] jpeg) {
    ByteArrayOutputStream copy = new ByteArrayOutputStream(jpeg.length);
    copy.write(jpeg, 0, 2);
    int at = 2;
    for (int next = next(jpeg, at); next > 0; next = next(jpeg, at)) {
      if (!isProfile(jpeg, at)) {
        copy.write(jpeg, at, next - at);
      }
      at = next;
    }
    copy.write(jpeg, at, jpeg.length - at);
    return copy.toByteArray();
  }

  /**
   * Returns whether there is an end marker after the start of the first scan. A thumbnail, which
   * has its own end marker, is in a segment before that.
   */
  static boolean hasEnd(byte[] jpeg) {
    int at = 2;
    for (int next = next(jpeg, at); next > 0; next = next(jpeg, at)) {
      at = next;
    }
    for (; at + 1 < jpeg.length; at++) {
      if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the decoding of a JPEG image costs.
   *
   * @param scans passes over the image
   * @param width of the largest frame, in pixels; 0 if there is none
   * @param height of the largest frame, in pixels
   */
  record Cost(int scans, int width, int height) {}

  /**
   * Reads the markers of an image as a decoder finds them, also with garbage between them.
   *
   * @param jpeg a buffered stream at the beginning of the image
   * @param mostScans where to stop
   */
  static Cost cost(InputStream jpeg, int mostScans) throws IOException {
    DataInputStream data = new DataInputStream(jpeg);
    int scans = 0;
    int width = 0;
    int height = 0;
    try {
      for (int marker = marker(data); scans < mostScans; marker = marker(data)) {
        if (marker < 0 || marker == END_OF_IMAGE) {
          break;
        }
        if (marker <= 0x01 || (marker >= RESTART && marker <= START_OF_IMAGE)) {
          continue;
        }
        int left = data.readUnsignedShort() - 2;
        if (isFrame(marker) && left > 5) {
          data.readByte();
          height = Math.max(height, data.readUnsignedShort());
          width = Math.max(width, data.readUnsignedShort());
          left -= 5;
        }
        data.skipNBytes(Math.max(0, left));
        scans += marker == START_OF_SCAN ? 1 : 0;
      }
    } catch (EOFException e) {
      // A decoder does not find more either.
    }
    return new Cost(scans, width, height);
  }

  private static boolean isFrame(int marker) {
    boolean isTable = marker == HUFFMAN_TABLES || marker == 0xc8 || marker == ARITHMETIC_CODING;
    return marker >= FRAME && marker < RESTART && !isTable;
  }

  /** Skips to the next marker; returns it, or -1 at the end. A zero follows a byte 0xff of data. */
  private static int marker(InputStream jpeg) throws IOException {
    int value = jpeg.read();
    while (value >= 0) {
      boolean prefix = value == 0xff;
      value = jpeg.read();
      if (prefix && value > 0 && value < 0xff) {
        return value;
      }
    }
    return -1;
  }

  private static boolean isProfile(byte[] jpeg, int at) {
    if ((jpeg[at + 1] & 0xff) != PROFILE || at + 4 + PROFILE_NAME.length > jpeg.length) {
      return false;
    }
    for (int i = 0; i < PROFILE_NAME.length; i++) {
      if (jpeg[at + 4 + i] != PROFILE_NAME[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the end of the segment at a position; -1 if there is none or the first scan begins. */
  private static int next(byte[] jpeg, int at) {
    if (at + 4 > jpeg.length || (jpeg[at] & 0xff) != 0xff) {
      return -1;
    }
    int marker = jpeg[at + 1] & 0xff;
    if (marker == 0xff) {
      return at + 1;
    }
    if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
      return -1;
    }
    if (marker <= 0x01 || (marker >= RESTART && marker <= START_OF_IMAGE)) {
      return at + 2;
    }
    int end = at + 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
    return end <= jpeg.length ? end : -1;
  }
}
