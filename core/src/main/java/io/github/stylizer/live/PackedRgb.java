package io.github.stylizer.live;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Three bytes for each pixel, from the position of a buffer on.
 *
 * @param blueFirst the order: blue, green and red, or red, green and blue
 */
record PackedRgb(ByteBuffer bytes, int stride, boolean blueFirst) implements FramePixels {
  @Override
  public void read(int y, int[] row) {
    int at = bytes.position() + y * stride;
    for (int x = 0; x < row.length; x++, at += 3) {
      int first = bytes.get(at) & 0xff;
      int green = bytes.get(at + 1) & 0xff;
      int last = bytes.get(at + 2) & 0xff;
      row[x] = blueFirst ? last << 16 | green << 8 | first : first << 16 | green << 8 | last;
    }
  }

  @Override
  public void write(int y, int[] row, int @Nullable [] next) {
    write(y, row);
    if (next != null) {
      write(y + 1, next);
    }
  }

  private void write(int y, int[] row) {
    int at = bytes.position() + y * stride;
    for (int rgb : row) {
      bytes.put(at, (byte) (blueFirst ? rgb : rgb >> 16));
      bytes.put(at + 1, (byte) (rgb >> 8));
      bytes.put(at + 2, (byte) (blueFirst ? rgb >> 16 : rgb));
      at += 3;
    }
  }
}
