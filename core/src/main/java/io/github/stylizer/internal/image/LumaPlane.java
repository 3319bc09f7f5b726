package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;

/** The luma of a frame, or of a smaller version of it, to find shifts between frames. Immutable. */
final class LumaPlane {
  /** Differences that are larger, in levels, count like this one. */
  private static final float MOST = 24;

  private static final int ITERATIONS = 4;

  /** Of all slopes: what edges have at least in every direction. */
  private static final double LEAST_SLOPE = 1e-3;

  /** A quarter of the pixels is enough for planes whose longer side is above the other number. */
  private static final int STEP = 2;

  private static final int SMALL = 256;

  private final int width;
  private final int height;
  private final float[] levels;

  private LumaPlane(int width, int height, float[] levels) {
    this.width = width;
    this.height = height;
    this.levels = levels;
  }

  /** A shift to the right and down, in pixels of a plane. */
  record Shift(double x, double y) {}

  /**
   * Takes the luma of an image.
   *
   * @param factor how many times smaller the plane is
   */
  static LumaPlane of(BufferedImage image, int factor) {
    BufferedImage frame = SrgbImage.of(image);
    int width = frame.getWidth() / factor;
    int height = frame.getHeight() / factor;
    float[] levels = new float[width * height];
    int[] row = new int[width * factor];
    float share = 1f / (1000 * factor * factor);
    for (int y = 0; y < height * factor; y++) {
      frame.getRaster().getDataElements(0, y, row.length, 1, row);
      int begin = y / factor * width;
      for (int x = 0; x < row.length; x++) {
        int rgb = row[x];
        int luma = 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff);
        levels[begin + x / factor] += share * luma;
      }
    }
    return new LumaPlane(width, height, levels);
  }

  int shorterSide() {
    return Math.min(width, height);
  }

  int longerSide() {
    return Math.max(width, height);
  }

  /** The plane of the means of four pixels each. */
  LumaPlane halved() {
    int halfWidth = width / 2;
    int halfHeight = height / 2;
    float[] half = new float[halfWidth * halfHeight];
    for (int y = 0; y < halfHeight; y++) {
      for (int x = 0; x < halfWidth; x++) {
        int at = 2 * y * width + 2 * x;
        half[y * halfWidth + x] =
            (levels[at] + levels[at + 1] + levels[at + width] + levels[at + width + 1]) / 4;
      }
    }
    return new LumaPlane(halfWidth, halfHeight, half);
  }

  /**
   * The mean difference to another plane, where both overlap.
   *
   * @param dx how far to the right of a pixel of the other plane the same lies in this one
   * @param dy how far below
   * @return 0 … {@link #MOST}; infinite if they do not overlap
   */
  double difference(LumaPlane other, int dx, int dy) {
    double sum = 0;
    int count = 0;
    int step = longerSide() > SMALL ? STEP : 1;
    for (int y = Math.max(0, -dy); y < Math.min(height, height - dy); y += step) {
      float rowSum = 0;
      int there = y * width;
      int here = (y + dy) * width + dx;
      for (int x = Math.max(0, -dx); x < Math.min(width, width - dx); x += step) {
        rowSum += Math.min(MOST, Math.abs(levels[here + x] - other.levels[there + x]));
        count++;
      }
      sum += rowSum;
    }
    return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
  }

  /**
   * Refines a shift to fractions of a pixel, by least squares (Lucas and Kanade 1981) without the
   * pixels that differ much.
   */
  Shift refined(LumaPlane other, int dx, int dy) {
    double x = dx;
    double y = dy;
    for (int i = 0; i < ITERATIONS; i++) {
      Shift step = step(other, x, y);
      x += step.x;
      y += step.y;
      if (Math.abs(x - dx) > 1 || Math.abs(y - dy) > 1) {
        // Too little to go by.
        return new Shift(dx, dy);
      }
    }
    return new Shift(x, y);
  }

  private Shift step(LumaPlane other, double dx, double dy) {
    int left = (int) Math.floor(dx);
    int top = (int) Math.floor(dy);
    float right = (float) (dx - left);
    float down = (float) (dy - top);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double xt = 0;
    double yt = 0;
    // One pixel more on each side, for the slopes and what lies between two pixels.
    for (int y = Math.max(1, 1 - top); y < Math.min(height, height - top) - 2; y += STEP) {
      for (int x = Math.max(1, 1 - left); x < Math.min(width, width - left) - 2; x += STEP) {
        int at = (y + top) * width + x + left;
        float difference = between(at, right, down) - other.levels[y * width + x];
        if (Math.abs(difference) < MOST) {
          float slopeX = (between(at + 1, right, down) - between(at - 1, right, down)) / 2;
          float slopeY = (between(at + width, right, down) - between(at - width, right, down)) / 2;
          xx += slopeX * slopeX;
          xy += slopeX * slopeY;
          yy += slopeY * slopeY;
          xt += slopeX * difference;
          yt += slopeY * difference;
        }
      }
    }
    // Where all edges have one direction, nothing is known of the movement along them.
    double ridge = LEAST_SLOPE * (xx + yy) + Float.MIN_VALUE;
    xx += ridge;
    yy += ridge;
    double determinant = xx * yy - xy * xy;
    return new Shift((xy * yt - yy * xt) / determinant, (xy * xt - xx * yt) / determinant);
  }

  /** The level between four pixels, of which this is the upper left one. */
  private float between(int at, float right, float down) {
    float upper = levels[at] + right * (levels[at + 1] - levels[at]);
    float lower = levels[at + width] + right * (levels[at + width + 1] - levels[at + width]);
    return upper + down * (lower - upper);
  }
}
