package io.github.stylizer.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

/**
 * Instance normalisation: every channel of every picture is brought to mean 0 and variance 1 over
 * its pixels, in training and in use alike (Ulyanov et al., arXiv 1607.08022).
 */
public final class InstanceNorm {
  /** What is added to the variance. */
  static final float EPSILON = 1e-5f;

  private InstanceNorm() {}

  /**
   * Computes {@code (x - mean) / sqrt(variance + 1e-5)} with the biased variance.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @return of the same shape; gradients flow through it
   */
  public static NDArray apply(NDArray input) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Shape shape = input.getShape();
      int[] overPixels = {2};
      NDArray rows =
          input.reshape(shape.get(0), shape.get(1), Math.multiplyExact(shape.get(2), shape.get(3)));
      NDArray centred = rows.sub(rows.mean(overPixels, true));
      NDArray variance = centred.square().mean(overPixels, true);
      NDArray result = centred.div(variance.add(EPSILON).sqrt()).reshape(shape);
      NDScope.unregister(result);
      return result;
    }
  }

  /**
   * Computes {@code scale · (x - mean) / sqrt(variance + 1e-5) + shift}.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @param scale {@code (C)}, or {@code (N, C)} for a scale of its own for every picture
   * @param shift of the shape of {@code scale}
   * @return of the shape of {@code input}; gradients flow into all three arrays
   */
  public static NDArray apply(NDArray input, NDArray scale, NDArray shift) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      long channels = input.getShape().get(1);
      NDArray result =
          apply(input)
              .mul(scale.reshape(-1, channels, 1, 1))
              .add(shift.reshape(-1, channels, 1, 1));
      NDScope.unregister(result);
      return result;
    }
  }
}
