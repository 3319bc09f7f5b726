package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds one chunk of a PNG file. Unlike Commons Imaging, limits the inflated size and does not need
 * an end chunk.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
final class PngChunks {
  private static final int MAX_BYTES = FileLimits.IMAGE_METADATA_BYTES;
  private static final int BUFFER = 1 << 16;

  /** The length of the header chunk, which is fixed, and its name. */
  private static final byte[] HEADER = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};

  private PngChunks() {}

  /** Returns whether a header chunk of the right length follows the signature. */
  static boolean beginsWithHeader(byte[] png) {
    int end = 8 + HEADER.length;
    return png.length >= end && Arrays.equals(png, 8, end, HEADER, 0, HEADER.length);
  }

  /** Returns the chunk's content; {@code null} if it is missing, truncated or too large. */
  static byte @Nullable [] find(InputStream png, String type) throws IOException {
    DataInputStream data = new DataInputStream(png);
    try {
      data.skipNBytes(8);
      while (true) {
        long length = data.readInt() & 0xffffffffL;
        String name = new String(data.readNBytes(4), StandardCharsets.ISO_8859_1);
        if (name.equals(type)) {
          byte[] content = length > MAX_BYTES ? null : data.readNBytes((int) length);
          return content == null || content.length < length ? null : content;
        }
        if (name.equals("IEND")) {
          return null;
        }
        data.skipNBytes(length + 4);
      }
    } catch (EOFException e) {
      return null;
    }
  }

  /**
   * Checks the checksums of the critical chunks, whose names begin with a capital. What is missing
   * at the end of the file is left to the decoder.
   *
   * @return the name of the first chunk whose checksum is wrong, or {@code null}
   */
  static @Nullable String firstDamaged(InputStream png) throws IOException {
    DataInputStream data = new DataInputStream(png);
    byte[] buffer = new byte[BUFFER];
    try {
      data.skipNBytes(8);
      while (true) {
        long length = data.readInt() & 0xffffffffL;
        byte[] type = new byte[4];
        data.readFully(type);
        if ((type[0] & 0x20) != 0) {
          data.skipNBytes(length + 4);
          continue;
        }
        CRC32 checksum = new CRC32();
        checksum.update(type);
        for (long left = length; left > 0; ) {
          int count = (int) Math.min(left, BUFFER);
          data.readFully(buffer, 0, count);
          checksum.update(buffer, 0, count);
          left -= count;
        }
        String name = new String(type, StandardCharsets.ISO_8859_1);
        if (data.readInt() != (int) checksum.getValue()) {
          return name;
        }
        if (name.equals("IEND")) {
          return null;
        }
      }
    } catch (EOFException e) {
      return null;
    }
  }

  /** Returns the inflated color profile of an iCCP chunk, or {@code null} if it is unusable. */
  static byte @Nullable [] inflateProfile(byte[] chunk) {
    int nameEnd = 0;
    while (nameEnd < chunk.length && chunk[nameEnd] != 0) {
      nameEnd++;
    }
    int start = nameEnd + 2;
    if (start >= chunk.length) {
      return null;
    }
    InputStream deflated = new ByteArrayInputStream(chunk, start, chunk.length - start);
    try (InputStream inflated = new InflaterInputStream(deflated)) {
      byte[] profile = inflated.readNBytes(MAX_BYTES + 1);
      return profile.length > MAX_BYTES ? null : profile;
    } catch (IOException e) {
      // A damaged profile does not affect the pixels, which are returned without it.
      return null;
    }
  }
}
