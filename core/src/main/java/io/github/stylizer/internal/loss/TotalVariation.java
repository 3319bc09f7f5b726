package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.FeatureShape;

/** How uneven a picture is: the sum of the differences between neighbors. */
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
  public static NDArray of(NDArray images) {
    FeatureShape.of(images);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray across = images.get(RIGHT).sub(images.get(LEFT)).abs().sum();
      NDArray down = images.get(LOWER).sub(images.get(UPPER)).abs().sum();
      NDArray sum = across.add(down);
      NDScope.unregister(sum);
      return sum;
    }
  }
}
