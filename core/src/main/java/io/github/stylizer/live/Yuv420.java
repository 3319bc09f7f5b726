package io.github.stylizer.live;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A plane of Y, from the position of a buffer on, and U and V of every 2x2 pixels.
 *
 * @param u where U begins in the buffer
 * @param v where V begins in the buffer
 * @param chromaStride the distance between rows of U, and between rows of V
 * @param step the distance between values of U, and between values of V
 */
record Yuv420(
    ByteBuffer bytes, int stride, int u, int v, int chromaStride, int step, YuvColors colors)
    implements FramePixels {
  @Override
  public void read(int y, int[] row) {
    int luma = bytes.position() + y * stride;
    int chroma = y / 2 * chromaStride;
    for (int x = 0; x < row.length; x++) {
      int at = chroma + x / 2 * step;
      row[x] =
          colors.rgb(
              bytes.get(luma + x) & 0xff, bytes.get(u + at) & 0xff, bytes.get(v + at) & 0xff);
    }
  }

  @Override
  public void write(int y, int[] row, int @Nullable [] next) {
    writeLuma(y, row);
    if (next != null) {
      writeLuma(y + 1, next);
    }
    int at = y / 2 * chromaStride;
    for (int x = 0; x < row.length; x += 2, at += step) {
      int columns = Math.min(2, row.length - x);
      int count = columns;
      int reds = sum(row, x, columns, 16);
      int greens = sum(row, x, columns, 8);
      int blues = sum(row, x, columns, 0);
      if (next != null) {
        count += columns;
        reds += sum(next, x, columns, 16);
        greens += sum(next, x, columns, 8);
        blues += sum(next, x, columns, 0);
      }
      bytes.put(u + at, colors.u(reds, greens, blues, count));
      bytes.put(v + at, colors.v(reds, greens, blues, count));
    }
  }

  private void writeLuma(int y, int[] row) {
    int at = bytes.position() + y * stride;
    for (int x = 0; x < row.length; x++) {
      bytes.put(at + x, colors.y(row[x]));
    }
  }

  private static int sum(int[] row, int from, int columns, int shift) {
    int first = row[from] >> shift & 0xff;
    return columns == 1 ? first : first + (row[from + 1] >> shift & 0xff);
  }
}
