package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.imageio.stream.ImageInputStream;

/**
 * One directory of a TIFF file, or of EXIF data, which has the same format. Takes nothing on trust:
 * counts are compared with the length of the data before values are read.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>
 */
final class TiffDirectory {
  static final int ORIENTATION = 274;

  private static final int MAGIC = 42;
  private static final int BIG_MAGIC = 43;
  private static final int ENTRY = 12;
  private static final int[] BYTES_OF_TYPE = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final ImageInputStream input;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private long next;

  /** The type and count of a tag's values, where they are, and where the tag itself is. */
  private record Entry(int type, long count, long at, long position) {}

  private TiffDirectory(ImageInputStream input) {
    this.input = input;
  }

  /**
   * Reads the first directory.
   *
   * @param input data of known length, positioned at its beginning; used by the result
   * @param name of the file, for messages
   * @throws ImageFormatException if it is a BigTIFF file or not a TIFF file at all
   * @throws IOException if the data is damaged
   */
  static TiffDirectory first(ImageInputStream input, String name) throws IOException {
    input.seek(0);
    int order = input.readUnsignedShort();
    if (order != 0x4949 && order != 0x4d4d) {
      throw new ImageFormatException(name, "damaged TIFF data: it has no byte order");
    }
    input.setByteOrder(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int magic = input.readUnsignedShort();
    if (magic == BIG_MAGIC) {
      throw new ImageFormatException(
          name, "BigTIFF files are not supported; save the image as an ordinary TIFF or PNG file");
    }
    if (magic != MAGIC) {
      throw new ImageFormatException(name, "damaged TIFF data: its second number is not 42");
    }
    return at(input, input.readUnsignedInt());
  }

  private static TiffDirectory at(ImageInputStream input, long position) throws IOException {
    TiffDirectory directory = new TiffDirectory(input);
    input.seek(position);
    int count = input.readUnsignedShort();
    if (count > FileLimits.TIFF_ENTRIES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its directory has %d entries, but the limit is %d",
              count,
              FileLimits.TIFF_ENTRIES));
    }
    for (int i = 0; i < count; i++) {
      directory.readEntry(position + 2 + (long) i * ENTRY);
    }
    input.seek(position + 2 + (long) count * ENTRY);
    // Many writers of EXIF data leave the last number out.
    directory.next = input.length() - input.getStreamPosition() < 4 ? 0 : input.readUnsignedInt();
    return directory;
  }

  private void readEntry(long position) throws IOException {
    input.seek(position);
    int tag = input.readUnsignedShort();
    int type = input.readUnsignedShort();
    long count = input.readUnsignedInt();
    if (type < 1 || type >= BYTES_OF_TYPE.length) {
      return;
    }
    long bytes = count * BYTES_OF_TYPE[type];
    long at = bytes <= 4 ? position + 8 : input.readUnsignedInt();
    if (at + bytes <= input.length()) {
      entries.putIfAbsent(tag, new Entry(type, count, at, position));
    }
  }

  /** Returns whether a tag is there and its values are in the file. */
  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** Returns the first value of a tag, or another number if it is missing. */
  long number(int tag, long otherwise) throws IOException {
    long[] first = numbers(tag, 1);
    return first.length == 0 ? otherwise : first[0];
  }

  /**
   * Returns the values of a tag of unsigned integers, {@code most} of them at most; none if it is
   * missing or holds something else.
   */
  long[] numbers(int tag, int most) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null || !isUnsigned(entry.type())) {
      return new long[0];
    }
    long[] numbers = new long[(int) Math.min(entry.count(), most)];
    input.seek(entry.at());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (BYTES_OF_TYPE[entry.type()]) {
            case 1 -> input.readUnsignedByte();
            case 2 -> input.readUnsignedShort();
            default -> input.readUnsignedInt();
          };
    }
    return numbers;
  }

  /** Returns the position of the number of a tag that is there. */
  long position(int tag) {
    return Objects.requireNonNull(entries.get(tag)).position();
  }

  /** Returns how many bytes the values of a tag take; 0 if it is missing. */
  long length(int tag) {
    Entry entry = entries.get(tag);
    return entry == null ? 0 : entry.count() * BYTES_OF_TYPE[entry.type()];
  }

  /** Returns the bytes of a tag; none if it is missing or has more than {@code most}. */
  byte[] bytes(int tag, int most) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null || BYTES_OF_TYPE[entry.type()] != 1 || entry.count() > most) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) entry.count()];
    input.seek(entry.at());
    input.readFully(bytes);
    return bytes;
  }

  /** Returns the position of the directory after this one, 0 if this is the last. */
  long next() {
    return next;
  }

  /** Reads another directory of the same file; none if there is only damage. */
  static TiffDirectory orEmpty(ImageInputStream input, long position) throws IOException {
    try {
      return at(input, position);
    } catch (EOFException | IndexOutOfBoundsException e) {
      // Further directories do not matter to the first image.
      return new TiffDirectory(input);
    }
  }

  private static boolean isUnsigned(int type) {
    return type == 1 || type == 3 || type == 4 || type == 13;
  }
}
