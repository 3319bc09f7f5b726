package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Computes an image from others, pixel by pixel. Pixels are packed RGB, 8 bits per channel; the
 * upper 8 bits are undefined.
 */
final class Rgb {
  private Rgb() {}

  static BufferedImage map(BufferedImage image, IntUnaryOperator operator) {
    return combine(image, image, (pixel, same) -> operator.applyAsInt(pixel));
  }

  /** Computes a row of pixels from those of two images. */
  @FunctionalInterface
  interface RowOperator {
    /**
     * Computes.
     *
     * @param y the row
     * @param row of the first image; receives the result
     * @param other of the second image
     */
    void apply(int y, int[] row, int[] other);
  }

  static BufferedImage combine(
      BufferedImage first, BufferedImage second, IntBinaryOperator operator) {
    return combineRows(
        first,
        second,
        (y, row, other) -> {
          for (int x = 0; x < row.length; x++) {
            row[x] = operator.applyAsInt(row[x], other[x]);
          }
        });
  }

  static BufferedImage combineRows(
      BufferedImage first, BufferedImage second, RowOperator operator) {
    requireSameSize(first, second);
    int width = first.getWidth();
    int height = first.getHeight();
    BufferedImage combined = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    BufferedImage firstRgb = SrgbImage.of(first);
    BufferedImage secondRgb = SrgbImage.of(second);
    int[] row = new int[width];
    int[] other = new int[width];
    for (int y = 0; y < height; y++) {
      firstRgb.getRaster().getDataElements(0, y, width, 1, row);
      secondRgb.getRaster().getDataElements(0, y, width, 1, other);
      operator.apply(y, row, other);
      combined.getRaster().setDataElements(0, y, width, 1, row);
    }
    return combined;
  }

  static void requireSameSize(BufferedImage first, BufferedImage second) {
    if (first.getWidth() != second.getWidth() || first.getHeight() != second.getHeight()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the images must have the same size, but are %dx%d and %dx%d",
              first.getWidth(),
              first.getHeight(),
              second.getWidth(),
              second.getHeight()));
    }
  }

  static int red(int pixel) {
    return pixel >> 16 & 0xff;
  }

  static int green(int pixel) {
    return pixel >> 8 & 0xff;
  }

  static int blue(int pixel) {
    return pixel & 0xff;
  }

  /** Packs levels, which are rounded and clamped to 0 … 255. */
  static int pack(double red, double green, double blue) {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  /** Rounds a value to the nearest level and clamps it to 0 … 255; not a number gives 0. */
  static int level(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
