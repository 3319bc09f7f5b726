package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;

/**
 * Blurs images by the weights 1, 2, 1 in both directions, with reflected edges: before a
 * convolution of stride 2 it removes the detail that the stride would turn into a pattern (Zhang,
 * "Making convolutional networks shift-invariant again", arXiv 1904.11486).
 */
final class BinomialBlur {
  private BinomialBlur() {}

  /**
   * Blurs.
   *
   * @param input {@code (N, C, H, W)}, each side at least 2; not modified
   * @return an array of the same shape; gradients flow through it
   * @throws IllegalArgumentException if the array has not four dimensions or a side is too short
   */
  static NDArray apply(NDArray input) {
    Tensors.requireNchw(input);
    long height = input.getShape().get(2);
    long width = input.getShape().get(3);
    return Scoped.result(
        () -> {
          NDArray padded = ReflectionPad.apply(input, 1);
          NDArray columns =
              sum(
                  padded.get(new NDIndex(":, :, :, :{}", width)),
                  padded.get(new NDIndex(":, :, :, 1:{}", width + 1)),
                  padded.get(new NDIndex(":, :, :, 2:{}", width + 2)));
          return sum(
              columns.get(new NDIndex(":, :, :{}", height)),
              columns.get(new NDIndex(":, :, 1:{}", height + 1)),
              columns.get(new NDIndex(":, :, 2:{}", height + 2)));
        });
  }

  private static NDArray sum(NDArray before, NDArray middle, NDArray after) {
    return Tensors.scale(before.add(after), 0.25).add(Tensors.scale(middle, 0.5));
  }
}
