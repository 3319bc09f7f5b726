package io.github.stylizer.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a PNG image that is not interlaced. Goes on where the last region ended, unlike
 * ImageIO's reader, which begins at the first row. That one gets the rows to decode as a file of
 * their own.
 */
final class PngRows implements Regions {
  // What is where in the header chunk.
  private static final int WIDTH = 16;
  private static final int HEIGHT = 20;
  private static final int BITS = 24;
  private static final int COLORS = 25;
  private static final int INTERLACING = 28;
  private static final int HEADER_END = 33;

  private static final int IEND = 0x49454e44;
  private static final int BUFFER = 1 << 16;

  /** Rows that are decoded in one go. */
  private static final int BAND = 64;

  /** Rows that are kept for regions that overlap with the last one, if they take no more bytes. */
  private static final int KEPT = 256;

  private static final int KEPT_BYTES = 1 << 26;

  /** Decodes a PNG file in memory. */
  interface Decoder {
    BufferedImage decode(byte[] png) throws IOException;
  }

  private final ImageSource source;
  private final Decoder decoder;
  private final byte[] header;
  private final int pixelBytes;

  private final int rowBytes;

  /** The last rows: row y has index y modulo their number. */
  private final byte[][] kept;

  private @Nullable PngData data;
  private int next;

  /**
   * Creates a reader.
   *
   * @param header of the file: the signature and the header chunk, at least
   */
  PngRows(ImageSource source, byte[] header, Decoder decoder) {
    this.source = source;
    this.decoder = decoder;
    this.header = header;
    ByteBuffer numbers = ByteBuffer.wrap(header);
    int width = numbers.getInt(WIDTH);
    int height = numbers.getInt(HEIGHT);
    int samples =
        switch (header[COLORS]) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    long bits = (long) samples * (header[BITS] & 0xff);
    pixelBytes = (int) Math.max(1, bits / 8);
    rowBytes = Math.toIntExact((width * bits + 7) / 8);
    int most = Math.max(2, Math.min(KEPT, KEPT_BYTES / Math.max(1, rowBytes)));
    kept = new byte[Math.min(most, Math.max(2, height))][];
  }

  /** Returns whether the rows of the first pass are not those of the image. */
  static boolean isInterlaced(byte[] header) {
    return header.length <= INTERLACING || header[INTERLACING] != 0;
  }

  @Override
  public BufferedImage read(Rectangle region) throws IOException {
    boolean complete = false;
    try {
      BufferedImage image = decoded(region);
      complete = true;
      return image;
    } finally {
      if (!complete) {
        // Perhaps in the middle of a row.
        close();
      }
    }
  }

  private BufferedImage decoded(Rectangle region) throws IOException {
    int band = Math.min(BAND, kept.length);
    BufferedImage image = null;
    for (int y = region.y; y < region.y + region.height; y += band) {
      int count = Math.min(band, region.y + region.height - y);
      BufferedImage rows =
          decoder.decode(file(y, count)).getSubimage(region.x, 0, region.width, count);
      if (image == null) {
        image =
            new BufferedImage(
                rows.getColorModel(),
                rows.getRaster().createCompatibleWritableRaster(region.width, region.height),
                rows.isAlphaPremultiplied(),
                null);
      }
      image.getRaster().setRect(0, y - region.y, rows.getRaster());
    }
    return Objects.requireNonNull(image);
  }

  /** Returns a file of some rows; ImageIO's reader does not look at checksums. */
  private byte[] file(int top, int count) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream(count * (rowBytes + 16));
    Deflater stored = new Deflater(Deflater.NO_COMPRESSION);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated, stored, BUFFER)) {
      for (int y = top; y < top + count; y++) {
        deflater.write(0); // no filter
        deflater.write(row(y));
      }
    } finally {
      stored.end();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(deflated.size() + (1 << 13));
    DataOutputStream png = new DataOutputStream(bytes);
    png.write(header, 0, HEIGHT);
    png.writeInt(count);
    png.write(header, HEIGHT + Integer.BYTES, HEADER_END - HEIGHT - Integer.BYTES);
    png.write(opened().colors());
    png.writeInt(deflated.size());
    png.writeInt(PngData.IDAT);
    deflated.writeTo(png);
    png.writeInt(0);
    png.writeInt(0);
    png.writeInt(IEND);
    png.writeInt(0);
    return bytes.toByteArray();
  }

  /** Returns a row without its filter. */
  private byte[] row(int y) throws IOException {
    if (y < next - kept.length) {
      close();
    }
    PngData image = opened();
    for (; next <= y; next++) {
      source.deadline().check(source.name());
      byte[] above = next == 0 ? new byte[rowBytes] : kept[(next - 1) % kept.length];
      if (kept[next % kept.length] == null) {
        kept[next % kept.length] = new byte[rowBytes];
      }
      byte[] row = kept[next % kept.length];
      int filter = image.rows().readUnsignedByte();
      image.rows().readFully(row);
      PngFilter.undo(filter, row, above, pixelBytes);
    }
    return kept[y % kept.length];
  }

  private PngData opened() throws IOException {
    PngData opened = data;
    if (opened == null) {
      opened = PngData.open(source);
      data = opened;
      next = 0;
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (data != null) {
      data.close();
      data = null;
    }
  }
}
