package io.github.stylizer.film;

import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Finds cuts: frames that differ from the one before them much more than their neighbors do, so
 * that a fast pan is none. A flash is none either: after it the picture is as it was. The rule is
 * that of PySceneDetect's adaptive detector, on small versions of the frames.
 */
final class ShotDetector {
  /** How many frames before and after a cut decide. */
  static final int REACH = 2;

  private static final int COLUMNS = 32;
  private static final int ROWS = 18;
  private static final int SAMPLES = 4;
  private static final double LEAST_CHANGE = 12;
  private static final double LEAST_RATIO = 3;

  private ShotDetector() {}

  /**
   * A small version of a frame.
   *
   * @param levels the mean of each channel in each cell of a grid, 0 … 255
   */
  record Thumbnail(int width, int height, float[] levels) {

    static Thumbnail of(BufferedImage image) {
      BufferedImage frame = SrgbImage.of(image);
      float[] levels = new float[3 * COLUMNS * ROWS];
      for (int row = 0; row < ROWS * SAMPLES; row++) {
        int y = (int) ((row + 0.5) * frame.getHeight() / (ROWS * SAMPLES));
        for (int column = 0; column < COLUMNS * SAMPLES; column++) {
          int x = (int) ((column + 0.5) * frame.getWidth() / (COLUMNS * SAMPLES));
          int rgb = frame.getRGB(x, y);
          int cell = 3 * (row / SAMPLES * COLUMNS + column / SAMPLES);
          levels[cell] += (rgb >> 16) & 0xff;
          levels[cell + 1] += (rgb >> 8) & 0xff;
          levels[cell + 2] += rgb & 0xff;
        }
      }
      for (int i = 0; i < levels.length; i++) {
        levels[i] /= SAMPLES * SAMPLES;
      }
      return new Thumbnail(frame.getWidth(), frame.getHeight(), levels);
    }

    /** The mean of all cells, as 0xRRGGBB. */
    int color() {
      double[] sums = new double[3];
      for (int i = 0; i < levels.length; i++) {
        sums[i % 3] += levels[i];
      }
      int cells = levels.length / 3;
      return (int) (sums[0] / cells) << 16 | (int) (sums[1] / cells) << 8 | (int) (sums[2] / cells);
    }

    /** The mean difference, in levels; infinite between frames of two sizes. */
    double difference(Thumbnail other) {
      if (width != other.width || height != other.height) {
        return Double.POSITIVE_INFINITY;
      }
      double sum = 0;
      for (int i = 0; i < levels.length; i++) {
        sum += Math.abs(levels[i] - other.levels[i]);
      }
      return sum / levels.length;
    }
  }

  /**
   * Returns whether a shot begins with a frame.
   *
   * @param frames successive ones
   * @param at which of them, with {@link #REACH} frames on both sides unless the film begins or
   *     ends there; not the first
   */
  static boolean isCut(List<Thumbnail> frames, int at) {
    Thumbnail before = frames.get(at - 1);
    double change = before.difference(frames.get(at));
    if (change < LEAST_CHANGE) {
      return false;
    }
    if (at + 1 < frames.size() && before.difference(frames.get(at + 1)) < LEAST_CHANGE) {
      return false;
    }
    double others = 0;
    int count = 0;
    int last = Math.min(frames.size() - 1, at + REACH);
    for (int i = Math.max(1, at - REACH); i <= last; i++) {
      if (i != at) {
        others += frames.get(i - 1).difference(frames.get(i));
        count++;
      }
    }
    return count == 0 || change >= LEAST_RATIO * others / count;
  }
}
