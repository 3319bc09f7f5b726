package io.github.stylizer.gatys.optim;

import ai.djl.ndarray.NDArray;

/** The largest magnitude in an array; NaN or infinite if one of its numbers is. */
final class MaximumNorm {
  private MaximumNorm() {}

  static float of(NDArray array) {
    try (NDArray magnitude = array.abs();
        NDArray largest = magnitude.max()) {
      return largest.getFloat();
    }
  }
}
