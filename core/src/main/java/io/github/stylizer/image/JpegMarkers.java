package io.github.stylizer.image;

import java.io.ByteArrayOutputStream;
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
      boolean isTable = marker == HUFFMAN_TABLES || marker == 0xc8 || marker == ARITHMETIC_CODING;
      if (marker >= FRAME && marker < RESTART && !isTable && at + 9 < jpeg.length) {
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
