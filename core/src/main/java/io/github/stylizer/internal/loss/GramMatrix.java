package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;

/**
 * The Gram matrix of a feature map: which channels are active together, regardless of position. It
 * is the style of Gatys et al., arXiv 1508.06576, section 2, and of Johnson et al., arXiv
 * 1603.08155, equation 3.
 */
public final class GramMatrix {
  private GramMatrix() {}

  /**
   * Computes {@code F Fᵀ / (C·H·W)}, where the rows of {@code F} are the channels.
   *
   * @param features {@code (N, C, H, W)}; not modified
   * @return {@code (N, C, C)}, symmetric and positive semi-definite; gradients flow through it
   * @throws IllegalArgumentException if the array is not four-dimensional
   */
  public static NDArray compute(NDArray features) {
    Shape shape = Tensors.requireNchw(features);
    long channels = shape.get(1);
    long pixels = shape.get(2) * shape.get(3);
    return Scoped.result(
        () -> {
          // Pixels before channels: a view, not a copy, of what the VGG program returns.
          NDArray rows = features.transpose(0, 2, 3, 1).reshape(shape.get(0), pixels, channels);
          NDArray product = rows.stopGradient().swapAxes(1, 2).matMul(rows);
          return Tensors.scale(symmetric(product), 1.0 / (channels * pixels));
        });
  }

  // Holding one factor constant saves one of two products in the backward pass. Since P is
  // symmetric, the value of P + Pᵀ - P is P, and P and Pᵀ carry the gradients of the two factors.
  private static NDArray symmetric(NDArray product) {
    return product.add(product.swapAxes(1, 2)).sub(product.stopGradient());
  }
}
