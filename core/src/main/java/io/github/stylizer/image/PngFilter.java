package io.github.stylizer.image;

import java.io.IOException;

/**
 * The filters of PNG's rows, which replace each byte by its difference from what its neighbors let
 * expect.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#9Filters">PNG, 9 Filtering</a>
 */
final class PngFilter {
  private PngFilter() {}

  /**
   * Restores a row.
   *
   * @param filter 0 to 4
   * @param row the filtered bytes, replaced by the original ones
   * @param above the original bytes of the row before; zeros for the first row
   * @param pixelBytes how far the byte to the left is away
   * @throws IOException if there is no such filter
   */
  static void undo(int filter, byte[] row, byte[] above, int pixelBytes) throws IOException {
    switch (filter) {
      case 0 -> {}
      case 1 -> undoLeft(row, pixelBytes);
      case 2 -> undoAbove(row, above);
      case 3 -> undoAverage(row, above, pixelBytes);
      case 4 -> undoPaeth(row, above, pixelBytes);
      default -> throw new IOException("a row has the unknown filter " + filter);
    }
  }

  private static void undoLeft(byte[] row, int pixelBytes) {
    for (int i = pixelBytes; i < row.length; i++) {
      row[i] += row[i - pixelBytes];
    }
  }

  private static void undoAbove(byte[] row, byte[] above) {
    for (int i = 0; i < row.length; i++) {
      row[i] += above[i];
    }
  }

  private static void undoAverage(byte[] row, byte[] above, int pixelBytes) {
    for (int i = 0; i < row.length; i++) {
      int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
      row[i] += (byte) ((left + (above[i] & 0xff)) / 2);
    }
  }

  private static void undoPaeth(byte[] row, byte[] above, int pixelBytes) {
    for (int i = 0; i < row.length; i++) {
      int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
      int corner = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xff;
      row[i] += (byte) paeth(left, above[i] & 0xff, corner);
    }
  }

  /** Returns that of the three neighbors which is nearest to left + above - corner. */
  private static int paeth(int left, int above, int corner) {
    int fromLeft = Math.abs(above - corner);
    int fromAbove = Math.abs(left - corner);
    int fromCorner = Math.abs(left + above - 2 * corner);
    if (fromLeft <= fromAbove && fromLeft <= fromCorner) {
      return left;
    }
    return fromAbove <= fromCorner ? above : corner;
  }
}
