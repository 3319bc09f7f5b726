package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;

/** The total variation of images: the sum of the differences between neighboring pixels. */
public final class TotalVariation {
  private static final NDIndex LEFT = new NDIndex(":, :, :, :-1");
  private static final NDIndex RIGHT = new NDIndex(":, :, :, 1:");
  private static final NDIndex UPPER = new NDIndex(":, :, :-1, :");
  private static final NDIndex LOWER = new NDIndex(":, :, 1:, :");

  private TotalVariation() {}

  /**
   * Computes the anisotropic total variation {@code Σ|x(i,j+1) - x(i,j)| + Σ|x(i+1,j) - x(i,j)|}
   * over the whole batch. A sum, not a mean: it grows with the number of pixels.
   *
   * @param images {@code (N, C, H, W)}; not modified
   * @return a 0-dimensional array; gradients flow through it
   * @throws IllegalArgumentException if the array is not four-dimensional
   */
  public static NDArray compute(NDArray images) {
    Tensors.requireNchw(images);
    return Scoped.result(
        () -> {
          NDArray across = images.get(RIGHT).sub(images.get(LEFT)).abs().sum();
          NDArray down = images.get(LOWER).sub(images.get(UPPER)).abs().sum();
          return across.add(down);
        });
  }
}
