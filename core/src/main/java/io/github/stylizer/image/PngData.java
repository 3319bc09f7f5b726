package io.github.stylizer.image;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The inflated image data of a PNG file, and what its colors need.
 *
 * @param rows the rows, each after the number of its filter
 * @param colors the chunks of the palette and of transparency as they are in the file
 */
record PngData(DataInputStream rows, Inflater inflater, byte[] colors) implements Closeable {
  static final int IDAT = 0x49444154;

  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;

  /** A palette has 256 colors at most. */
  private static final int MOST_COLOR_BYTES = 4096;

  private static final int SIGNATURE = 8;
  private static final int BUFFER = 1 << 16;

  static PngData open(ImageSource source) throws IOException {
    DataInputStream png = new DataInputStream(new BufferedInputStream(source.open(), BUFFER));
    try {
      ByteArrayOutputStream colors = new ByteArrayOutputStream();
      png.skipNBytes(SIGNATURE);
      long length = png.readInt() & 0xffffffffL;
      for (int type = png.readInt(); type != IDAT; type = png.readInt()) {
        if (type == PLTE || type == TRNS) {
          copy(png, type, length, colors);
        } else {
          png.skipNBytes(length + Integer.BYTES);
        }
        length = png.readInt() & 0xffffffffL;
      }
      Inflater inflater = new Inflater();
      InputStream inflated = new InflaterInputStream(new ImageData(png, length), inflater, BUFFER);
      return new PngData(new DataInputStream(inflated), inflater, colors.toByteArray());
    } catch (IOException e) {
      png.close();
      throw e;
    }
  }

  private static void copy(DataInputStream png, int type, long length, ByteArrayOutputStream chunks)
      throws IOException {
    if (chunks.size() + length > MOST_COLOR_BYTES) {
      throw new IOException("its palette is too large");
    }
    DataOutputStream copy = new DataOutputStream(chunks);
    copy.writeInt((int) length);
    copy.writeInt(type);
    byte[] content = new byte[(int) length + Integer.BYTES];
    png.readFully(content);
    copy.write(content);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    inflater.end();
  }

  /** The contents of the chunks of image data, one after the other. */
  private static final class ImageData extends InputStream {
    private final DataInputStream png;
    private long left;

    ImageData(DataInputStream png, long left) {
      this.png = png;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (left == 0) {
        png.readInt(); // the checksum
        left = png.readInt() & 0xffffffffL;
        if (png.readInt() != IDAT) {
          throw new EOFException("its image data ends before its last row");
        }
      }
      int count = png.read(target, offset, (int) Math.min(left, length));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      png.close();
    }
  }
}
