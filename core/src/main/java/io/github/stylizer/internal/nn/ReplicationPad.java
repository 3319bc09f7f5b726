package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;

/**
 * Pads images by one pixel that repeats the edge: {@code abc} becomes {@code aabcc}. It continues
 * bilinear upsampling beyond the edge as if the image before had been padded so.
 */
final class ReplicationPad {
  private ReplicationPad() {}

  /**
   * Pads every side by one pixel.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @return {@code (N, C, H + 2, W + 2)}; gradients flow through it
   * @throws IllegalArgumentException if the array has not four dimensions
   */
  static NDArray apply(NDArray input) {
    Tensors.requireNchw(input);
    long height = input.getShape().get(2);
    long width = input.getShape().get(3);
    return Scoped.result(
        () -> {
          NDArray left = input.get(new NDIndex(":, :, :, :1"));
          NDArray right = input.get(new NDIndex(":, :, :, {}:", width - 1));
          NDArray rows = NDArrays.concat(new NDList(left, input, right), 3);
          NDArray top = rows.get(new NDIndex(":, :, :1"));
          NDArray bottom = rows.get(new NDIndex(":, :, {}:", height - 1));
          return NDArrays.concat(new NDList(top, rows, bottom), 2);
        });
  }
}
