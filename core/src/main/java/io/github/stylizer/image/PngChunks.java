package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds chunks of a PNG file. Unlike Commons Imaging, limits the inflated size and does not need an
 * end chunk.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
final class PngChunks {
  private static final int MAX_BYTES = FileLimits.IMAGE_METADATA_BYTES;
  private static final int BUFFER = 1 << 16;
  private static final int CHECKSUM = 4;

  /** Length, type and checksum. */
  private static final int EMPTY_CHUNK = 12;

  /** The length of the header chunk, which is fixed, and its name. */
  private static final byte[] HEADER = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};

  private PngChunks() {}

  /** Returns whether a header chunk of the right length follows the signature. */
  static boolean beginsWithHeader(byte[] png) {
    int end = 8 + HEADER.length;
    return png.length >= end && Arrays.equals(png, 8, end, HEADER, 0, HEADER.length);
  }

  /** A chunk that was found. */
  record Chunk(String type, byte[] content) {}

  /** Returns the chunk's content; {@code null} if it is missing, truncated or too large. */
  static byte @Nullable [] find(InputStream png, String type) throws IOException {
    List<Chunk> first = find(png, Set.of(type), 1);
    return first.isEmpty() ? null : first.get(0).content();
  }

  /** Returns all chunks of these types, in order, as far as they are not too large. */
  static List<Chunk> find(InputStream png, Set<String> types) throws IOException {
    return find(png, types, MAX_BYTES / EMPTY_CHUNK);
  }

  private static List<Chunk> find(InputStream png, Set<String> types, int most) throws IOException {
    DataInputStream data = new DataInputStream(png);
    List<Chunk> found = new ArrayList<>();
    long left = MAX_BYTES;
    try {
      data.skipNBytes(8);
      while (found.size() < most) {
        long length = data.readInt() & 0xffffffffL;
        String type = new String(data.readNBytes(4), StandardCharsets.ISO_8859_1);
        if (type.equals("IEND")) {
          break;
        }
        boolean kept = types.contains(type) && length <= left;
        if (kept) {
          byte[] content = new byte[(int) length];
          data.readFully(content);
          found.add(new Chunk(type, content));
          left -= length;
        }
        data.skipNBytes(kept ? CHECKSUM : length + CHECKSUM);
      }
    } catch (EOFException e) {
      // What is missing is left to the decoder.
    }
    return found;
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
    return inflate(chunk, nameEnd + 2);
  }

  /** Returns the inflated rest of a chunk, or {@code null} if it is damaged or too large. */
  static byte @Nullable [] inflate(byte[] chunk, int start) {
    if (start >= chunk.length) {
      return null;
    }
    InputStream deflated = new ByteArrayInputStream(chunk, start, chunk.length - start);
    try (InputStream inflated = new InflaterInputStream(deflated)) {
      byte[] content = inflated.readNBytes(MAX_BYTES + 1);
      return content.length > MAX_BYTES ? null : content;
    } catch (IOException e) {
      // Damage here does not affect the pixels, which are returned without it.
      return null;
    }
  }
}
