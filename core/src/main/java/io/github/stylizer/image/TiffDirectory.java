package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a TIFF or BigTIFF file, or of EXIF data, which has the same format. Takes
 * nothing on trust: counts are compared with the length of the data before values are read.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>
 */
final class TiffDirectory {
  static final int ORIENTATION = 274;

  private static final int MAGIC = 42;
  private static final int BIG_MAGIC = 43;
  private static final int ENTRY = 12;
  private static final int BIG_ENTRY = 20;

  /** The length of positions and a zero. */
  private static final int BIG_HEADER_CONSTANTS = 4;

  private static final int[] BYTES_OF_TYPE = {
    0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8
  };

  private final ImageInputStream input;
  private final boolean big;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private long next;
  private long nextAt;

  /** The type and count of a tag's values, where they are, and where the tag itself is. */
  private record Entry(int type, long count, long at, long position) {}

  private TiffDirectory(ImageInputStream input, boolean big) {
    this.input = input;
    this.big = big;
  }

  /**
   * Reads the first directory.
   *
   * @param input data of known length, positioned at its beginning; used by the result
   * @param name of the file, for messages
   * @throws ImageFormatException if it is not a TIFF file
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
    if (magic == MAGIC) {
      return at(input, false, input.readUnsignedInt());
    }
    if (magic != BIG_MAGIC) {
      throw new ImageFormatException(
          name, "damaged TIFF data: its second number is not 42, or 43 for BigTIFF");
    }
    input.skipBytes(BIG_HEADER_CONSTANTS);
    return at(input, true, input.readLong());
  }

  private static TiffDirectory at(ImageInputStream input, boolean big, long position)
      throws IOException {
    TiffDirectory directory = new TiffDirectory(input, big);
    if (position < 0) {
      throw new EOFException();
    }
    input.seek(position);
    long count = big ? input.readLong() : input.readUnsignedShort();
    if (count < 0 || count > FileLimits.TIFF_ENTRIES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its directory has %d entries, but the limit is %d",
              count,
              FileLimits.TIFF_ENTRIES));
    }
    long first = input.getStreamPosition();
    int entry = big ? BIG_ENTRY : ENTRY;
    for (int i = 0; i < count; i++) {
      directory.readEntry(first + (long) i * entry);
    }
    input.seek(first + count * entry);
    // Many writers of EXIF data leave the last number out.
    int size = big ? Long.BYTES : Integer.BYTES;
    directory.nextAt = input.getStreamPosition();
    boolean ends = input.length() - directory.nextAt < size;
    directory.next = ends ? 0 : directory.readPosition();
    return directory;
  }

  private void readEntry(long position) throws IOException {
    input.seek(position);
    int tag = input.readUnsignedShort();
    int type = input.readUnsignedShort();
    long count = readPosition();
    int size = type < BYTES_OF_TYPE.length ? BYTES_OF_TYPE[type] : 0;
    if (size == 0) {
      return;
    }
    if (count < 0 || count > input.length()) {
      requireClassic();
      return;
    }
    long bytes = count * size;
    long inEntry = input.getStreamPosition();
    long at = bytes <= (big ? Long.BYTES : Integer.BYTES) ? inEntry : readPosition();
    if (at >= 0 && at <= input.length() - bytes) {
      entries.putIfAbsent(tag, new Entry(type, count, at, position));
    } else {
      requireClassic();
    }
  }

  /** Of BigTIFF files, TwelveMonkeys allocates memory for values that are not in the file. */
  private void requireClassic() throws IOException {
    if (big) {
      throw new IOException("its directory refers to data beyond the end of the file");
    }
  }

  private long readPosition() throws IOException {
    return big ? input.readLong() : input.readUnsignedInt();
  }

  /** Returns whether this is a BigTIFF file, with numbers of 64 bits for positions. */
  boolean isBig() {
    return big;
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
            case 8 -> positive(input.readLong());
            default -> input.readUnsignedInt();
          };
    }
    return numbers;
  }

  private static long positive(long number) throws IOException {
    if (number < 0) {
      throw new IOException("its directory has a number beyond 2^63");
    }
    return number;
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

  /** Returns the byte order of the file. */
  ByteOrder order() {
    return input.getByteOrder();
  }

  /** Returns the values of a tag as they are stored; none if they take more bytes than that. */
  TiffTags.@Nullable Values values(int tag, int most) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null || length(tag) > most) {
      return null;
    }
    byte[] bytes = new byte[(int) length(tag)];
    input.seek(entry.at());
    input.readFully(bytes);
    return new TiffTags.Values(entry.type(), entry.count(), bytes);
  }

  /** Returns the tags that are there, in ascending order. */
  SortedSet<Integer> tags() {
    return new TreeSet<>(entries.keySet());
  }

  /** Returns the position of the directory after this one, 0 if this is the last. */
  long next() {
    return next;
  }

  /** Returns where {@link #next} stands in the file. */
  long nextPosition() {
    return nextAt;
  }

  /** Reads another directory of the same file; none if there is only damage. */
  TiffDirectory otherOrEmpty(long position) throws IOException {
    try {
      return at(input, big, position);
    } catch (EOFException | IndexOutOfBoundsException e) {
      // Further directories do not matter to the first image.
      return new TiffDirectory(input, big);
    }
  }

  private static boolean isUnsigned(int type) {
    return Set.of(1, 3, 4, 13, 16, 18).contains(type);
  }
}
