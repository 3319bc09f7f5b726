package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Waits for a computation by reading a value back: a GPU computes asynchronously, and DJL has no
 * other way to wait for it.
 */
final class ReadBack {
  private ReadBack() {}

  /** Waits for an array. */
  static float of(NDArray result) {
    try (NDArray sum = result.sum()) {
      return sum.getFloat();
    }
  }

  /** Waits for all earlier computations: a device runs them in order. */
  static float ofAll() {
    try (NDManager manager = NDManager.newBaseManager()) {
      return of(manager.ones(new Shape(1)));
    }
  }
}
