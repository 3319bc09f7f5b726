package io.github.stylizer.testing;

/** How far numbers are from reference numbers. */
public final class ErrorMeasures {
  private ErrorMeasures() {}

  /**
   * Returns the largest difference, relative to the largest reference value.
   *
   * @param actual the numbers
   * @param expected the reference
   * @return the error; NaN or infinity if {@code actual} holds such a number
   */
  public static double relative(float[] actual, float[] expected) {
    checkLength(actual, expected);
    double difference = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs((double) actual[i] - expected[i]);
      if (Double.isNaN(error)) {
        return Double.NaN;
      }
      difference = Math.max(difference, error);
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return difference / scale;
  }

  /**
   * Returns the root of the mean squared difference, relative to that of the reference.
   *
   * @param actual the numbers
   * @param expected the reference
   * @return the error; NaN or infinity if {@code actual} holds such a number
   */
  public static double rootMeanSquare(float[] actual, float[] expected) {
    checkLength(actual, expected);
    double difference = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = (double) actual[i] - expected[i];
      difference += error * error;
      scale += (double) expected[i] * expected[i];
    }
    return Math.sqrt(difference / scale);
  }

  private static void checkLength(float[] actual, float[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          "expected " + expected.length + " numbers, but found " + actual.length);
    }
  }
}
