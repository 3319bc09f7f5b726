package io.github.stylizer.image;

import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Writes TIFF: 8 or 16 bits a sample, strips that are compressed one by one (Deflate; those of 8
 * bits with differences of neighbors, which some readers mistake in 16), and the directory behind
 * them, since only then the lengths of the strips are known. What does not fit into 4 GB becomes a
 * BigTIFF file. ImageIO's writers hold the whole file in memory, or write a single strip.
 *
 * @see <a href="https://www.awaresystems.be/imaging/tiff/bigtiff.html">BigTIFF</a>
 */
final class TiffWriter implements AtomicFile.Content {
  /** Where a 32-bit position ends. */
  static final long CLASSIC_BYTES = 1L << 32;

  /** Takes a third of the time of the default, for files that are a twentieth longer. */
  private static final int LEVEL = 4;

  private static final int HEADER = 16;
  private static final int STRIP_BYTES = 1 << 22;
  private static final int ADOBE_DEFLATE = 8;
  private static final int DIFFERENCES = 2;
  private static final int NO_DIFFERENCES = 1;
  private static final int UNASSOCIATED_ALPHA = 2;
  private static final int CHUNKY = 1;
  private static final int NO_UNIT = 1;

  private final SrgbRows rows;
  private final ImageMetadata metadata;
  private final int depth;
  private final long classicBytes;
  private final int samples;
  private final int rowsPerStrip;
  private final int[] row;
  private final short[] deepRow;
  private final long[] positions;
  private final long[] lengths;
  private long written;
  private byte[] head = {};

  /**
   * Creates a writer of one file.
   *
   * @param depth bits of a sample, 8 or 16
   * @param classicBytes the length from which on a file is BigTIFF: {@link #CLASSIC_BYTES}
   */
  TiffWriter(SrgbRows rows, int depth, ImageMetadata metadata, long classicBytes) {
    this.rows = rows;
    this.depth = depth;
    this.metadata = metadata;
    this.classicBytes = classicBytes;
    samples = rows.hasAlpha() ? 4 : 3;
    int rowBytes = Math.multiplyExact(rows.width(), samples * depth / 8);
    rowsPerStrip = Math.max(1, Math.min(STRIP_BYTES / rowBytes, rows.height()));
    row = new int[rows.width()];
    deepRow = new short[depth == 16 ? rows.width() * samples : 0];
    int strips = (rows.height() + rowsPerStrip - 1) / rowsPerStrip;
    positions = new long[strips];
    lengths = new long[strips];
  }

  @Override
  public void writeTo(OutputStream stream) throws IOException {
    stream.write(new byte[HEADER]);
    written = HEADER;
    Deflater deflater = new Deflater(LEVEL);
    try {
      for (int i = 0; i < positions.length; i++) {
        positions[i] = written;
        writeStrip(i * rowsPerStrip, deflater, stream);
        lengths[i] = written - positions[i];
      }
    } finally {
      deflater.end();
    }
    // Directories and numbers begin at even positions.
    stream.write(new byte[(int) (written % 2)]);
    written += written % 2;
    TiffTags tags = tags(false);
    if (written + tags.length() >= classicBytes) {
      tags = tags(true);
    }
    stream.write(tags.directory(written));
    head = tags.header(written);
  }

  /** The header, which has the position of the directory. */
  @Override
  public byte[] head() {
    return head;
  }

  private void writeStrip(int top, Deflater deflater, OutputStream stream) throws IOException {
    int count = Math.min(rowsPerStrip, rows.height() - top);
    byte[] bytes = new byte[rows.width() * samples * depth / 8];
    byte[] deflated = new byte[1 << 16];
    deflater.reset();
    for (int y = top; y < top + count; y++) {
      fill(bytes, y);
      deflater.setInput(bytes);
      while (!deflater.needsInput()) {
        write(deflated, deflater.deflate(deflated), stream);
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      write(deflated, deflater.deflate(deflated), stream);
    }
  }

  private void write(byte[] bytes, int count, OutputStream stream) throws IOException {
    stream.write(bytes, 0, count);
    written += count;
  }

  private void fill(byte[] bytes, int y) {
    if (depth == 16) {
      rows.read(y, deepRow);
      // In the byte order of the directory.
      ByteBuffer.wrap(bytes).order(TiffMetadata.order(metadata)).asShortBuffer().put(deepRow);
    } else {
      rows.read(y, row);
      fillDifferences(bytes);
    }
  }

  /** Every sample less that of the pixel to the left. */
  private void fillDifferences(byte[] differences) {
    int left = 0;
    int i = 0;
    for (int pixel : row) {
      differences[i++] = (byte) ((pixel >> 16) - (left >> 16));
      differences[i++] = (byte) ((pixel >> 8) - (left >> 8));
      differences[i++] = (byte) (pixel - left);
      if (samples == 4) {
        differences[i++] = (byte) ((pixel >>> 24) - (left >>> 24));
      }
      left = pixel;
    }
  }

  private TiffTags tags(boolean big) {
    TiffTags tags = new TiffTags(big, TiffMetadata.order(metadata));
    tags.put(256, TiffTags.LONG, rows.width());
    tags.put(257, TiffTags.LONG, rows.height());
    long[] bits = new long[samples];
    Arrays.fill(bits, depth);
    tags.put(258, TiffTags.SHORT, bits);
    tags.put(259, TiffTags.SHORT, ADOBE_DEFLATE);
    tags.put(262, TiffTags.SHORT, TiffLayout.RGB);
    tags.put(273, tags.positionType(), positions);
    tags.put(277, TiffTags.SHORT, samples);
    tags.put(278, TiffTags.LONG, rowsPerStrip);
    tags.put(279, tags.positionType(), lengths);
    // The resolution is required: one dot per no unit.
    tags.put(282, TiffTags.RATIONAL, 1, 1);
    tags.put(283, TiffTags.RATIONAL, 1, 1);
    tags.put(284, TiffTags.SHORT, CHUNKY);
    tags.put(296, TiffTags.SHORT, NO_UNIT);
    TiffMetadata.add(metadata, rows.width(), rows.height(), tags);
    tags.put(317, TiffTags.SHORT, depth == 16 ? NO_DIFFERENCES : DIFFERENCES);
    if (samples == 4) {
      tags.put(338, TiffTags.SHORT, UNASSOCIATED_ALPHA);
    }
    return tags;
  }
}
