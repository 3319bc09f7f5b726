package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;

/**
 * Doubles both sides of images by repeating their pixels. Followed by a convolution, it leaves no
 * checkerboard pattern, unlike transposed convolutions (Odena et al., Distill 2016).
 */
final class NearestUpsample {
  private NearestUpsample() {}

  /**
   * Turns each pixel into two by two.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @return {@code (N, C, 2·H, 2·W)}; gradients flow through it
   * @throws IllegalArgumentException if the array has not four dimensions
   */
  public static NDArray apply(NDArray input) {
    Shape shape = Tensors.requireNchw(input);
    long planes = shape.get(0) * shape.get(1);
    long height = shape.get(2);
    long width = shape.get(3);
    return Scoped.result(
        () ->
            input
                .reshape(planes, height, 1, width, 1)
                .broadcast(new Shape(planes, height, 2, width, 2))
                .reshape(shape.get(0), shape.get(1), 2 * height, 2 * width));
  }
}
