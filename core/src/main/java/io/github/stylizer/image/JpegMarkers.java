package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the marker segments of a JPEG file (ITU-T T.81, annex B). */
final class JpegMarkers {
  static final String LOSSLESS = "lossless";

  private static final int FRAME = 0xc0;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int ARITHMETIC_CODING = 0xcc;
  private static final int RESTART = 0xd0;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int JFIF = 0xe0;
  private static final int EXIF_OR_XMP = 0xe1;
  private static final int PROFILE = 0xe2;
  private static final int PHOTOSHOP = 0xed;
  private static final byte[] PROFILE_NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

  private JpegMarkers() {}

  /**
   * What stands before the first scan.
   *
   * @param components of the frame; 0 if there is none
   * @param frame the marker of the frame, which says how it is compressed; 0 if there is none
   * @param precision bits of a sample
   * @param rowByRow whether the image is decoded from top to bottom in one scan
   * @param profiles where the segments of the color profile have their names
   * @param metadata segments that may have other metadata
   */
  record Head(
      int components,
      int frame,
      int precision,
      boolean rowByRow,
      NavigableSet<Long> profiles,
      List<Segment> metadata) {

    /** How the image is compressed, if no reader of the JDK reads that; else null. */
    @Nullable String unusual() {
      if (frame == 0 || (frame <= FRAME + 2 && precision == 8)) {
        return null;
      }
      if (frame > FRAME + 8) {
        return "arithmetic coding";
      }
      if (frame == FRAME + 3) {
        return LOSSLESS;
      }
      return frame <= FRAME + 2 ? precision + " bits" : "hierarchical";
    }
  }

  /** The content of a segment, behind its length. */
  record Segment(long position, int length) {}

  /**
   * Reads up to the data of the first scan.
   *
   * @param jpeg at the beginning of the image
   */
  static Head head(ImageInputStream jpeg) throws IOException {
    NavigableSet<Long> profiles = new TreeSet<>();
    List<Segment> metadata = new ArrayList<>();
    int frame = 0;
    int components = 0;
    int precision = 0;
    int scanned = -1;
    try {
      while (scanned < 0) {
        int marker = marker(jpeg);
        if (isAlone(marker)) {
          continue;
        }
        long start = jpeg.getStreamPosition();
        long end = start + jpeg.readUnsignedShort();
        if (marker == PROFILE && startsWithName(jpeg)) {
          profiles.add(start + 2);
        } else if (isFrame(marker) && components == 0) {
          frame = marker;
          precision = jpeg.readUnsignedByte();
          jpeg.skipBytes(4);
          components = jpeg.readUnsignedByte();
        } else if (marker == START_OF_SCAN) {
          scanned = jpeg.readUnsignedByte();
        } else if (isMetadata(marker) && metadata.size() < FileLimits.JPEG_METADATA_SEGMENTS) {
          metadata.add(new Segment(start + 2, (int) Math.max(0, end - start - 2)));
        }
        jpeg.seek(Math.max(start + 2, end));
      }
    } catch (EOFException e) {
      // A decoder does not find more either.
    }
    boolean sequential = frame == FRAME || frame == FRAME + 1;
    boolean rowByRow = sequential && scanned == components;
    return new Head(components, frame, precision, rowByRow, profiles, metadata);
  }

  private static boolean isMetadata(int marker) {
    return marker == JFIF || marker == EXIF_OR_XMP || marker == PHOTOSHOP;
  }

  private static boolean startsWithName(ImageInputStream segment) throws IOException {
    byte[] name = new byte[PROFILE_NAME.length];
    segment.readFully(name);
    return Arrays.equals(name, PROFILE_NAME);
  }

  /**
   * Returns whether there is an end marker after the start of the first scan. A thumbnail, which
   * has its own end marker, is in a segment before that.
   *
   * @param jpeg at the beginning of the image
   */
  static boolean hasEnd(ImageInputStream jpeg) throws IOException {
    head(jpeg);
    try {
      while (marker(jpeg) != END_OF_IMAGE) {
        // The markers in the data have no meaning here.
      }
      return true;
    } catch (EOFException e) {
      return false;
    }
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
        if (marker == END_OF_IMAGE) {
          break;
        }
        if (isAlone(marker)) {
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

  /** Returns whether a marker has no segment. */
  private static boolean isAlone(int marker) {
    return marker <= 0x01 || (marker >= RESTART && marker <= END_OF_IMAGE);
  }

  /** Skips to the next marker and returns it. A zero follows a byte 0xff of data. */
  private static int marker(DataInput jpeg) throws IOException {
    int value = jpeg.readUnsignedByte();
    while (true) {
      boolean prefix = value == 0xff;
      value = jpeg.readUnsignedByte();
      if (prefix && value > 0 && value < 0xff) {
        return value;
      }
    }
  }
}
