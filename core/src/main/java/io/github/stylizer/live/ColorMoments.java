package io.github.stylizer.live;

import java.awt.image.BufferedImage;

/**
 * What tells whether frames can be painted by the same statistics: mean and deviation of red, green
 * and blue, and how much neighboring pixels differ. Where things are in the frame does not matter,
 * as it does not for the norms of a network.
 *
 * @param means of red, green and blue, in levels
 * @param deviations of red, green and blue, in levels
 * @param detail the mean difference between neighbors, in levels
 */
record ColorMoments(int width, int height, double[] means, double[] deviations, double detail) {
  private static final int COLUMNS = 64;
  private static final int ROWS = 36;
  private static final double LARGEST_SHIFT = 0.4;
  private static final double LARGEST_RATIO = 1.4;

  /** What noise of the sensor and compression amount to, in levels. */
  private static final double NOISE = 2;

  /**
   * Measures a frame.
   *
   * @param frame of type {@link BufferedImage#TYPE_INT_RGB}
   */
  static ColorMoments of(BufferedImage frame) {
    int width = frame.getWidth();
    int height = frame.getHeight();
    double[] means = new double[3];
    double[] squares = new double[3];
    double detail = 0;
    double part = 1.0 / (ROWS * COLUMNS);
    int[] row = new int[width];
    for (int i = 0; i < ROWS; i++) {
      int y = (int) ((i + 0.5) * height / ROWS);
      frame.getRaster().getDataElements(0, y, width, 1, row);
      for (int j = 0; j < COLUMNS; j++) {
        int x = (int) ((j + 0.5) * width / COLUMNS);
        int neighbor = row[x == 0 ? Math.min(1, width - 1) : x - 1];
        for (int channel = 0; channel < 3; channel++) {
          int level = level(row[x], channel);
          means[channel] += part * level;
          squares[channel] += part * level * level;
          detail += part * Math.abs(level - level(neighbor, channel)) / 3;
        }
      }
    }
    double[] deviations = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      double variance = squares[channel] - means[channel] * means[channel];
      deviations[channel] = Math.sqrt(Math.max(0, variance));
    }
    return new ColorMoments(width, height, means, deviations, detail);
  }

  private static int level(int rgb, int channel) {
    return (rgb >> (8 * channel)) & 0xff;
  }

  /** Whether what was measured here and there can be painted by the same statistics. */
  boolean resembles(ColorMoments other) {
    if (width != other.width || height != other.height || !isAlike(detail, other.detail)) {
      return false;
    }
    for (int channel = 0; channel < 3; channel++) {
      double shift = Math.abs(means[channel] - other.means[channel]);
      double deviation = Math.min(deviations[channel], other.deviations[channel]);
      if (shift > LARGEST_SHIFT * (deviation + NOISE)
          || !isAlike(deviations[channel], other.deviations[channel])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlike(double deviation, double other) {
    return Math.max(deviation, other) + NOISE
        <= LARGEST_RATIO * (Math.min(deviation, other) + NOISE);
  }
}
