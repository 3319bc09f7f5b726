package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import io.github.stylizer.internal.weights.SafetensorsHeader.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens safetensors files: 8 bytes with the length of the header, the header in JSON, the data. The
 * tensors must cover the data without gaps or overlaps.
 */
final class SafetensorsFile {
  static final int LENGTH_BYTES = 8;
  static final long MAX_HEADER = FileLimits.SAFETENSORS_HEADER_BYTES;

  private SafetensorsFile() {}

  /** A tensor whose numbers are stored contiguously. */
  private record DenseTensor(TensorInfo info, ByteSource rowMajor) implements StoredTensor {}

  /** Recognizes the brace at the start of the header, since the format has no magic number. */
  static boolean matches(byte[] start) {
    return start.length > LENGTH_BYTES && start[LENGTH_BYTES] == '{';
  }

  /** Opens a file. The result closes the underlying resource. */
  static WeightsFile open(String origin, ByteSource file, Closeable resource) throws IOException {
    long headerLength = headerLength(origin, file);
    ByteSource headerBytes = file.slice(LENGTH_BYTES, headerLength);
    SafetensorsHeader header = SafetensorsHeader.parse(origin, headerBytes);
    long dataStart = LENGTH_BYTES + headerLength;
    ByteSource data = file.slice(dataStart, file.size() - dataStart);
    checkCover(origin, header.entries(), data.size());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    header
        .entries()
        .forEach(
            (name, entry) ->
                tensors.put(
                    name,
                    new DenseTensor(
                        entry.info(), data.slice(entry.begin(), entry.end() - entry.begin()))));
    return new TensorFile(origin, header.metadata(), tensors, resource);
  }

  private static long headerLength(String origin, ByteSource file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(0, start);
    long length = start.getLong(0);
    if (length < 0 || length > MAX_HEADER) {
      throw new WeightsFormatException(
          origin,
          "claims a safetensors header of "
              + Long.toUnsignedString(length)
              + " bytes, at most "
              + MAX_HEADER
              + " are allowed");
    }
    if (length > file.size() - LENGTH_BYTES) {
      throw new WeightsFormatException(
          origin,
          "claims a safetensors header of "
              + length
              + " bytes, the file has only "
              + file.size()
              + ": it is truncated or not a safetensors file");
    }
    return length;
  }

  private static void checkCover(String origin, Map<String, Entry> entries, long dataLength)
      throws WeightsFormatException {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long covered = 0;
    for (Entry entry : sorted) {
      if (entry.begin() != covered) {
        throw new WeightsFormatException(
            origin,
            "tensor '"
                + entry.info().name()
                + "' starts at byte "
                + entry.begin()
                + " of the data, expected byte "
                + covered
                + ": tensors must neither overlap nor"
                + " leave gaps");
      }
      covered = entry.end();
    }
    if (covered != dataLength) {
      throw new WeightsFormatException(
          origin,
          "the tensors take "
              + covered
              + " bytes, the file has "
              + dataLength
              + " bytes of data: it is truncated or has extra bytes");
    }
  }
}
