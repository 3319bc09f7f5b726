package io.github.stylizer.image;

import io.github.stylizer.internal.image.DeepImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.lang.reflect.Array;

/** Applies the EXIF orientation of images (tag 0x0112). */
final class Orientation {
  private Orientation() {}

  /**
   * Rotates and mirrors an image upright.
   *
   * @param image an image of type INT_RGB or INT_ARGB, or of 16 bits, as stored in the file
   * @param orientation 1 to 8: the sides of the upright image at which row 0 and column 0 of the
   *     stored one are: 1 top left, 2 top right, 3 bottom right, 4 bottom left, 5 left top, 6 right
   *     top, 7 right bottom, 8 left bottom
   * @return the same object for orientation 1
   */
  static BufferedImage apply(BufferedImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    boolean rowsBecomeColumns = orientation >= 5;
    boolean firstRowIsLast =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    boolean firstColumnIsLast =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage upright =
        rowsBecomeColumns
            ? DeepImage.emptyLike(image, height, width)
            : DeepImage.emptyLike(image, width, height);
    int samples = image.getRaster().getNumDataElements();
    Object row = null;
    for (int y = 0; y < height; y++) {
      row = image.getRaster().getDataElements(0, y, width, 1, row);
      if (firstColumnIsLast) {
        reverse(row, width, samples);
      }
      int line = firstRowIsLast ? height - 1 - y : y;
      if (rowsBecomeColumns) {
        upright.getRaster().setDataElements(line, 0, 1, width, row);
      } else {
        upright.getRaster().setDataElements(0, line, width, 1, row);
      }
    }
    return upright;
  }

  /**
   * Finds where a region of the upright image is in the stored one.
   *
   * @param region within the upright image
   * @param info of the image
   */
  static Rectangle stored(Rectangle region, ImageInfo info) {
    int orientation = info.orientation();
    boolean rowsBecomeColumns = orientation >= 5;
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    int x = fromRight ? info.width() - region.x - region.width : region.x;
    int y = fromBottom ? info.height() - region.y - region.height : region.y;
    return rowsBecomeColumns
        ? new Rectangle(y, x, region.height, region.width)
        : new Rectangle(x, y, region.width, region.height);
  }

  /** Reverses an array of pixels, each of some samples. */
  private static void reverse(Object row, int width, int samples) {
    Object before = Array.newInstance(row.getClass().getComponentType(), width * samples);
    System.arraycopy(row, 0, before, 0, width * samples);
    for (int x = 0; x < width; x++) {
      System.arraycopy(before, x * samples, row, (width - 1 - x) * samples, samples);
    }
  }
}
