package io.github.stylizer.testing;

import java.util.function.ToDoubleFunction;

/** Gradients as quotients of differences, to compare computed ones with. */
public final class FiniteDifferences {
  private FiniteDifferences() {}

  /**
   * Computes a gradient by central differences.
   *
   * @param function what to differentiate
   * @param point where
   * @param step how far to go to either side
   * @return the gradient, one number for each coordinate
   */
  public static float[] gradient(ToDoubleFunction<double[]> function, float[] point, double step) {
    double[] variable = widened(point);
    float[] gradient = new float[point.length];
    for (int i = 0; i < point.length; i++) {
      variable[i] = point[i] + step;
      double above = function.applyAsDouble(variable);
      variable[i] = point[i] - step;
      double below = function.applyAsDouble(variable);
      variable[i] = point[i];
      gradient[i] = (float) ((above - below) / (2 * step));
    }
    return gradient;
  }

  /**
   * Widens numbers.
   *
   * @param values the numbers
   * @return the same numbers
   */
  public static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }

  /**
   * Rounds numbers.
   *
   * @param values the numbers
   * @return the nearest floats
   */
  public static float[] rounded(double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
