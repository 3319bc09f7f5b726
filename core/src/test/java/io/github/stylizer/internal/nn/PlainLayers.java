package io.github.stylizer.internal.nn;

import ai.djl.ndarray.types.Shape;

/** The layers as loops over double precision numbers, in row-major order. */
final class PlainLayers {
  private static final double EPSILON = 1e-5;

  private PlainLayers() {}

  /**
   * Convolves with a kernel {@code (O, I, K, K)} for all pictures or {@code (N, O, I, K, K)}.
   *
   * @param shape {@code (N, I, H, W)}
   */
  static double[] convolved(
      double[] input, Shape shape, double[] kernel, Shape kernelShape, double[] bias, int stride) {
    int dimensions = kernelShape.dimension();
    int inputs = (int) shape.get(1);
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    int outputs = (int) kernelShape.get(dimensions - 4);
    int side = (int) kernelShape.get(dimensions - 1);
    int rows = (height - side) / stride + 1;
    int columns = (width - side) / stride + 1;
    double[] result = new double[(int) shape.get(0) * outputs * rows * columns];
    int next = 0;
    for (int n = 0; n < shape.get(0); n++) {
      int set = dimensions == 5 ? n * outputs : 0;
      for (int o = 0; o < outputs; o++) {
        for (int at = 0; at < rows * columns; at++) {
          double sum = bias[set + o];
          for (int i = 0; i < inputs; i++) {
            for (int k = 0; k < side * side; k++) {
              int y = at / columns * stride + k / side;
              int x = at % columns * stride + k % side;
              sum +=
                  input[((n * inputs + i) * height + y) * width + x]
                      * kernel[((set + o) * inputs + i) * side * side + k];
            }
          }
          result[next++] = sum;
        }
      }
    }
    return result;
  }

  /** Mirrors at the border pixels: {@code left, right, top, bottom} pixels more. */
  static double[] padded(double[] input, Shape shape, int... sides) {
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    int rows = sides[2] + height + sides[3];
    int columns = sides[0] + width + sides[1];
    double[] result = new double[(int) (shape.get(0) * shape.get(1)) * rows * columns];
    for (int i = 0; i < result.length; i++) {
      int y = mirrored(i / columns % rows - sides[2], height);
      int x = mirrored(i % columns - sides[0], width);
      result[i] = input[(i / (rows * columns) * height + y) * width + x];
    }
    return result;
  }

  private static int mirrored(int index, int length) {
    int folded = Math.abs(index);
    return folded < length ? folded : 2 * (length - 1) - folded;
  }

  /** Brings every plane to mean 0 and variance 1. */
  static double[] normalized(double[] input, Shape shape) {
    int pixels = (int) (shape.get(2) * shape.get(3));
    double[] result = new double[input.length];
    for (int start = 0; start < input.length; start += pixels) {
      double mean = 0;
      for (int p = start; p < start + pixels; p++) {
        mean += input[p] / pixels;
      }
      double variance = 0;
      for (int p = start; p < start + pixels; p++) {
        variance += (input[p] - mean) * (input[p] - mean) / pixels;
      }
      for (int p = start; p < start + pixels; p++) {
        result[p] = (input[p] - mean) / Math.sqrt(variance + EPSILON);
      }
    }
    return result;
  }

  /** The same with a scale and a shift, {@code C} or {@code N·C} of each. */
  static double[] normalized(double[] input, Shape shape, double[] scale, double[] shift) {
    int pixels = (int) (shape.get(2) * shape.get(3));
    double[] result = normalized(input, shape);
    for (int i = 0; i < result.length; i++) {
      int plane = i / pixels % scale.length;
      result[i] = result[i] * scale[plane] + shift[plane];
    }
    return result;
  }

  /** Turns each pixel into two by two. */
  static double[] upsampled(double[] input, Shape shape) {
    int width = (int) shape.get(3);
    double[] result = new double[4 * input.length];
    for (int i = 0; i < result.length; i++) {
      int row = i / (2 * width);
      result[i] = input[row / 2 * width + i % (2 * width) / 2];
    }
    return result;
  }
}
