package io.github.stylizer.internal.image;

/**
 * Spreads sharp edges of a plane over some pixels, by three means over a third of them each. Beyond
 * the borders the plane is continued by its last values.
 */
final class BoxBlur {
  private static final int PASSES = 3;

  private BoxBlur() {}

  /**
   * Blurs along the rows.
   *
   * @param values row by row; changed
   * @param width of a row
   * @param pixels over which an edge is spread, also fractions of them
   */
  static void across(float[] values, int width, double pixels) {
    for (int row = 0; row < values.length; row += width) {
      blur(values, row, 1, width, pixels);
    }
  }

  /** Blurs along the columns, as {@link #across} does along the rows. */
  static void down(float[] values, int width, double pixels) {
    for (int column = 0; column < width; column++) {
      blur(values, column, width, values.length / width, pixels);
    }
  }

  private static void blur(float[] values, int first, int step, int count, double pixels) {
    double radius = pixels / PASSES / 2;
    // Of the mean over less than a pixel nothing can be seen.
    if (2 * radius < 0.5) {
      return;
    }
    double[] sums = new double[count + 1];
    for (int pass = 0; pass < PASSES; pass++) {
      for (int i = 0; i < count; i++) {
        sums[i + 1] = sums[i] + values[first + i * step];
      }
      float before = values[first];
      float after = values[first + (count - 1) * step];
      for (int i = 0; i < count; i++) {
        double from = i + 0.5 - radius;
        double to = i + 0.5 + radius;
        double sum =
            upTo(Math.min(to, count), sums)
                - upTo(Math.max(from, 0), sums)
                + Math.max(0, -from) * before
                + Math.max(0, to - count) * after;
        values[first + i * step] = (float) (sum / (2 * radius));
      }
    }
  }

  /** The integral of the values up to a position. */
  private static double upTo(double position, double[] sums) {
    double within = Math.max(0, Math.min(sums.length - 1, position));
    int whole = Math.min((int) within, sums.length - 2);
    return sums[whole] + (within - whole) * (sums[whole + 1] - sums[whole]);
  }
}
