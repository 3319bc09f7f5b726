package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a zip archive as ranges of its file. Supports only what {@code torch.save} writes:
 * uncompressed entries, with or without zip64. See PKWARE's APPNOTE, sections 4.3.7 to 4.3.16 and
 * 4.5.3.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END64_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64_LOCATOR_LENGTH = 20;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_LENGTH = 56;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int MAX_COMMENT = 0xffff;
  private static final int MAX_DIRECTORY = FileLimits.ZIP_DIRECTORY_BYTES;
  private static final int ZIP64_EXTRA = 1;
  private static final long IN_ZIP64 = 0xffffffffL;

  private final String origin;
  private final ByteSource file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(int flags, int method, long stored, long size, long header) {}

  private record Place(long offset, long length) {}

  private ZipDirectory(String origin, ByteSource file) {
    this.origin = origin;
    this.file = file;
  }

  static ZipDirectory read(String origin, ByteSource file) throws IOException {
    ZipDirectory directory = new ZipDirectory(origin, file);
    Place place = directory.findDirectory();
    require(origin, place.length() <= MAX_DIRECTORY, "the zip directory is too large");
    directory.readEntries(directory.bytes(place.offset(), (int) place.length()));
    return directory;
  }

  /** The names of the entries, in the order of the directory. */
  Iterable<String> names() {
    return entries.keySet();
  }

  /** The content of an entry, if there is one. */
  Optional<ByteSource> content(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    boolean plain = entry.method() == 0 && (entry.flags() & 1) == 0;
    require(
        origin,
        plain && entry.stored() == entry.size(),
        "entry '"
            + name
            + "' is compressed or encrypted, expected a stored entry as from torch.save");
    ByteBuffer local = bytes(entry.header(), LOCAL_LENGTH);
    require(origin, local.getInt(0) == LOCAL_SIGNATURE, "entry '" + name + "' has no header");
    long start = entry.header() + LOCAL_LENGTH + unsigned(local, 26) + unsigned(local, 28);
    require(
        origin,
        entry.size() <= file.size() - start,
        "entry '" + name + "' of " + entry.size() + " bytes reaches past the end of the file");
    return Optional.of(file.slice(start, entry.size()));
  }

  private Place findDirectory() throws IOException {
    long searchStart = Math.max(0, file.size() - END_LENGTH - MAX_COMMENT);
    ByteBuffer tail = bytes(searchStart, (int) (file.size() - searchStart));
    for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
      boolean reachesEnd = at + END_LENGTH + unsigned(tail, at + 20) == tail.limit();
      if (tail.getInt(at) == END_SIGNATURE && reachesEnd) {
        long length = tail.getInt(at + 12) & IN_ZIP64;
        long offset = tail.getInt(at + 16) & IN_ZIP64;
        boolean zip64 = length == IN_ZIP64 || offset == IN_ZIP64;
        return zip64 ? findDirectory64(searchStart + at) : new Place(offset, length);
      }
    }
    throw new WeightsFormatException(
        origin, "starts like a zip archive but has no zip directory at its end: it is truncated");
  }

  private Place findDirectory64(long end) throws IOException {
    ByteBuffer locator = bytes(end - END64_LOCATOR_LENGTH, END64_LOCATOR_LENGTH);
    String missing = "the zip64 directory record is missing";
    require(origin, locator.getInt(0) == END64_LOCATOR_SIGNATURE, missing);
    ByteBuffer record = bytes(locator.getLong(8), END64_LENGTH);
    require(origin, record.getInt(0) == END64_SIGNATURE, missing);
    return new Place(record.getLong(48), record.getLong(40));
  }

  private void readEntries(ByteBuffer directory) throws IOException {
    int at = 0;
    while (at < directory.limit()) {
      require(
          origin,
          directory.limit() - at >= ENTRY_LENGTH && directory.getInt(at) == ENTRY_SIGNATURE,
          "the zip directory is damaged");
      int nameLength = unsigned(directory, at + 28);
      int extraLength = unsigned(directory, at + 30);
      int length = ENTRY_LENGTH + nameLength + extraLength + unsigned(directory, at + 32);
      require(origin, length <= directory.limit() - at, "the zip directory is damaged");
      byte[] name = new byte[nameLength];
      directory.get(at + ENTRY_LENGTH, name);
      ByteBuffer extra = directory.slice(at + ENTRY_LENGTH + nameLength, extraLength);
      add(
          new String(name, StandardCharsets.UTF_8),
          entry(directory.slice(at, length).order(ByteOrder.LITTLE_ENDIAN), zip64(extra)));
      at += length;
    }
  }

  private void add(String name, Entry entry) throws WeightsFormatException {
    require(origin, entries.put(name, entry) == null, "zip entry '" + name + "' appears twice");
  }

  private Entry entry(ByteBuffer bytes, ByteBuffer zip64) throws WeightsFormatException {
    long size = wide(bytes.getInt(24) & IN_ZIP64, zip64);
    long stored = wide(bytes.getInt(20) & IN_ZIP64, zip64);
    long header = wide(bytes.getInt(42) & IN_ZIP64, zip64);
    return new Entry(unsigned(bytes, 8), unsigned(bytes, 10), stored, size, header);
  }

  /** Returns the next value of the zip64 field if this one did not fit into 32 bits. */
  private long wide(long value, ByteBuffer zip64) throws WeightsFormatException {
    if (value != IN_ZIP64) {
      return value;
    }
    require(origin, zip64.remaining() >= Long.BYTES, "a zip64 field is too short");
    long wide = zip64.getLong();
    require(origin, wide >= 0, "a zip64 field is out of range");
    return wide;
  }

  private static ByteBuffer zip64(ByteBuffer extra) {
    extra.order(ByteOrder.LITTLE_ENDIAN);
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xffff;
      int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
      if (id == ZIP64_EXTRA) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  private ByteBuffer bytes(long position, int length) throws IOException {
    require(
        origin,
        position >= 0 && length >= 0 && position <= file.size() - length,
        "the zip directory points outside the file");
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.read(position, bytes);
    return bytes.flip();
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private static void require(String origin, boolean condition, String problem)
      throws WeightsFormatException {
    if (!condition) {
      throw new WeightsFormatException(origin, problem);
    }
  }
}
