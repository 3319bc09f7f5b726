package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.LongBinaryOperator;

/**
 * Computes an image from others, pixel by pixel. A pixel is packed RGB with room for 16 bits per
 * channel; its levels are 0 … 255 or 0 … 65535, by the depth of the result.
 */
final class Rgb {
  /** How many levels of 16 bits make one of 8. */
  private static final int LEVELS_PER_LEVEL = 257;

  private static final int WHITE = 65535;

  private Rgb() {}

  /** Reads rows of an image as packed pixels. */
  @FunctionalInterface
  interface Rows {
    void read(int y, long[] pixels);
  }

  /**
   * Computes an image.
   *
   * @param depth bits per channel of the result, in which the operator gets pixels of both images
   */
  static BufferedImage combine(
      BufferedImage first, BufferedImage second, int depth, LongBinaryOperator operator) {
    requireSameSize(first, second);
    int width = first.getWidth();
    int height = first.getHeight();
    BufferedImage combined = DeepImage.empty(width, height, depth);
    Rows firstRows = rows(first, depth);
    Rows secondRows = rows(second, depth);
    long[] row = new long[width];
    long[] other = new long[width];
    for (int y = 0; y < height; y++) {
      firstRows.read(y, row);
      secondRows.read(y, other);
      for (int x = 0; x < width; x++) {
        row[x] = operator.applyAsLong(row[x], other[x]);
      }
      write(combined, depth, y, row);
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

  /** Reads an image of any kind in this depth. */
  static Rows rows(BufferedImage image, int depth) {
    int width = image.getWidth();
    if (depth == 16 && DeepImage.depth(image) == 16) {
      return deepRows(image);
    }
    BufferedImage rgb = SrgbImage.of(image);
    int scale = depth == 16 ? LEVELS_PER_LEVEL : 1;
    int[] levels = new int[width];
    return (y, pixels) -> {
      rgb.getRaster().getDataElements(0, y, width, 1, levels);
      for (int x = 0; x < width; x++) {
        long pixel = levels[x];
        pixels[x] = ((pixel & 0xff0000) << 16 | (pixel & 0xff00) << 8 | (pixel & 0xff)) * scale;
      }
    };
  }

  private static Rows deepRows(BufferedImage image) {
    int width = image.getWidth();
    boolean alpha = image.getColorModel().hasAlpha();
    int bands = alpha ? 4 : 3;
    short[] samples = new short[bands * width];
    return (y, pixels) -> {
      image.getRaster().getDataElements(0, y, width, 1, samples);
      for (int x = 0, i = 0; x < width; x++, i += bands) {
        int red = samples[i] & 0xffff;
        int green = samples[i + 1] & 0xffff;
        int blue = samples[i + 2] & 0xffff;
        double opacity = alpha ? (samples[i + 3] & 0xffff) / (double) WHITE : 1;
        pixels[x] =
            opacity == 1
                ? (long) red << 32 | (long) green << 16 | blue
                : pack(
                    WHITE + opacity * (red - WHITE),
                    WHITE + opacity * (green - WHITE),
                    WHITE + opacity * (blue - WHITE),
                    WHITE);
      }
    };
  }

  static void write(BufferedImage image, int depth, int y, long[] pixels) {
    int width = image.getWidth();
    if (depth == 16) {
      short[] samples = new short[3 * width];
      for (int x = 0; x < width; x++) {
        samples[3 * x] = (short) red(pixels[x]);
        samples[3 * x + 1] = (short) green(pixels[x]);
        samples[3 * x + 2] = (short) blue(pixels[x]);
      }
      image.getRaster().setDataElements(0, y, width, 1, samples);
      return;
    }
    int[] levels = new int[width];
    for (int x = 0; x < width; x++) {
      levels[x] = red(pixels[x]) << 16 | green(pixels[x]) << 8 | blue(pixels[x]);
    }
    image.getRaster().setDataElements(0, y, width, 1, levels);
  }

  static int red(long pixel) {
    return (int) (pixel >> 32) & 0xffff;
  }

  static int green(long pixel) {
    return (int) (pixel >> 16) & 0xffff;
  }

  static int blue(long pixel) {
    return (int) pixel & 0xffff;
  }

  /** Returns the highest level. */
  static int highest(int depth) {
    return (1 << depth) - 1;
  }

  /** Packs levels, which are rounded and clamped to 0 … {@code highest}. */
  static long pack(double red, double green, double blue, int highest) {
    return (long) level(red, highest) << 32
        | (long) level(green, highest) << 16
        | level(blue, highest);
  }

  /** Rounds a value to the nearest level and clamps it to 0 … 255; not a number gives 0. */
  static int level(double value) {
    return level(value, 255);
  }

  private static int level(double value, int highest) {
    return (int) Math.max(0, Math.min(highest, Math.round(value)));
  }
}
