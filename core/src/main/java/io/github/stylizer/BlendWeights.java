package io.github.stylizer;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The weights of a blend: each is finite and at least 0, and at least one is above 0. */
final class BlendWeights {
  private BlendWeights() {}

  /**
   * Checks a weight.
   *
   * @throws IllegalArgumentException if it is not a finite number of at least 0
   */
  static void require(double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a style weight must be finite and at least 0, but is " + weight);
    }
  }

  /**
   * Checks that weights which passed {@link #require} make a blend.
   *
   * @throws IllegalArgumentException if there is none, or all are 0
   */
  static void requireAnyAboveZero(Collection<Double> weights) {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one style");
    }
    if (weights.stream().noneMatch(weight -> weight > 0)) {
      throw new IllegalArgumentException(
          "the weights of all styles are 0; at least one must be above 0");
    }
  }

  /**
   * Scales weights so that they add up to 1. Their own sum may exceed the largest double.
   *
   * @throws IllegalArgumentException if a weight is out of range, there is none, or all are 0
   */
  static double[] shares(List<Double> weights) {
    weights.forEach(BlendWeights::require);
    requireAnyAboveZero(weights);
    double largest = weights.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double[] scaled = weights.stream().mapToDouble(weight -> weight / largest).toArray();
    double sum = Arrays.stream(scaled).sum();
    return Arrays.stream(scaled).map(share -> share / sum).toArray();
  }
}
