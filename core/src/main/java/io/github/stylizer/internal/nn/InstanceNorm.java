package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import java.util.Locale;

/**
 * Instance normalization: every channel of every image is normalized to mean 0 and variance 1 over
 * its pixels, both in training and in use (Ulyanov et al., arXiv 1607.08022).
 */
final class InstanceNorm {
  /** Added to the variance. */
  static final float EPSILON = 1e-5f;

  private InstanceNorm() {}

  /**
   * Computes {@code (x - mean) / sqrt(variance + 1e-5)} with the biased variance.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @return of the same shape; gradients flow through it
   * @throws IllegalArgumentException if the array has not four dimensions
   */
  public static NDArray apply(NDArray input) {
    Shape shape = Tensors.requireNchw(input);
    long pixels = Math.multiplyExact(shape.get(2), shape.get(3));
    int[] overPixels = {2};
    return Scoped.result(
        () -> {
          NDArray rows = input.reshape(shape.get(0), shape.get(1), pixels);
          NDArray centered = rows.sub(rows.mean(overPixels, true));
          NDArray variance = centered.square().mean(overPixels, true);
          return centered.div(variance.add(EPSILON).sqrt()).reshape(shape);
        });
  }

  /**
   * Computes {@code scale · (x - mean) / sqrt(variance + 1e-5) + shift}.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @param scale {@code (C)}, or {@code (N, C)} for a separate scale for each image; three
   *     dimensions of length 1 may follow, as in the kernel of a layer
   * @param shift {@code (C)} or {@code (N, C)} like the scale
   * @return of the shape of {@code input}; gradients flow into all three arrays
   * @throws IllegalArgumentException if the shapes do not match
   */
  public static NDArray apply(NDArray input, NDArray scale, NDArray shift) {
    Shape shape = Tensors.requireNchw(input);
    check(shape, scale.getShape(), shift.getShape());
    long channels = shape.get(1);
    return Scoped.result(
        () ->
            apply(input)
                .mul(scale.reshape(-1, channels, 1, 1))
                .add(shift.reshape(-1, channels, 1, 1)));
  }

  // A kernel (C, 1, 1, 1) is the scale of an affine TransformNet.
  private static void check(Shape input, Shape scale, Shape shift) {
    Shape ofAll = input.slice(1, 2);
    Shape ofEach = input.slice(0, 2);
    Shape ones = new Shape(1, 1, 1);
    boolean fits =
        (shift.equals(ofAll) && (scale.equals(ofAll) || scale.equals(ofAll.addAll(ones))))
            || (shift.equals(ofEach)
                && (scale.equals(ofEach) || scale.equals(ofEach.addAll(ones))));
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an instance norm of %s takes a scale and a shift %s or %s, but found %s and %s",
              input,
              ofAll,
              ofEach,
              scale,
              shift));
    }
  }
}
