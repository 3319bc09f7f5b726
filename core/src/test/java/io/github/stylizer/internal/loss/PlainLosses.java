package io.github.stylizer.internal.loss;

import ai.djl.ndarray.types.Shape;

/** The formulas of the losses as loops over double precision numbers, in row-major order. */
final class PlainLosses {
  private static final double EPSILON = 1e-5;

  private PlainLosses() {}

  /** {@code F Fᵀ / (C·H·W)} of {@code (N, C, H, W)}. */
  static double[] gram(double[] features, Shape shape) {
    int count = (int) shape.get(0);
    int channels = (int) shape.get(1);
    int pixels = (int) (shape.get(2) * shape.get(3));
    double[] gram = new double[count * channels * channels];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < channels; i++) {
        for (int j = 0; j < channels; j++) {
          double sum = 0;
          for (int p = 0; p < pixels; p++) {
            sum +=
                features[(n * channels + i) * pixels + p]
                    * features[(n * channels + j) * pixels + p];
          }
          gram[(n * channels + i) * channels + j] = sum / ((double) channels * pixels);
        }
      }
    }
    return gram;
  }

  /** Mean, standard deviation, mean … of every channel of {@code (N, C, H, W)}. */
  static double[] meanStd(double[] features, Shape shape) {
    int planes = (int) (shape.get(0) * shape.get(1));
    int pixels = (int) (shape.get(2) * shape.get(3));
    double[] statistics = new double[2 * planes];
    for (int plane = 0; plane < planes; plane++) {
      double mean = 0;
      for (int p = 0; p < pixels; p++) {
        mean += features[plane * pixels + p] / pixels;
      }
      double squares = 0;
      for (int p = 0; p < pixels; p++) {
        squares += Math.pow(features[plane * pixels + p] - mean, 2);
      }
      statistics[2 * plane] = mean;
      statistics[2 * plane + 1] = Math.sqrt(squares / (pixels - 1) + EPSILON);
    }
    return statistics;
  }

  /** The sum of all differences between neighbors of {@code (N, C, H, W)}. */
  static double totalVariation(double[] images, Shape shape) {
    int planes = (int) (shape.get(0) * shape.get(1));
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    double sum = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int here = (plane * height + y) * width + x;
          if (x > 0) {
            sum += Math.abs(images[here] - images[here - 1]);
          }
          if (y > 0) {
            sum += Math.abs(images[here] - images[here - width]);
          }
        }
      }
    }
    return sum;
  }

  static double meanSquaredError(double[] value, double[] target) {
    double sum = 0;
    for (int i = 0; i < value.length; i++) {
      sum += Math.pow(value[i] - target[i % target.length], 2);
    }
    return sum / value.length;
  }
}
