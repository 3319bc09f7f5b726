package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;

/**
 * Doubles both sides of images bilinearly, as torch does without aligned corners: each pixel
 * becomes two, a quarter of the way to its neighbors.
 */
final class BilinearUpsample {
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private BilinearUpsample() {}

  /**
   * Doubles both sides.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @return {@code (N, C, 2·H, 2·W)}; gradients flow through it
   * @throws IllegalArgumentException if the array has not four dimensions
   */
  static NDArray apply(NDArray input) {
    Tensors.requireNchw(input);
    return Scoped.result(() -> doubled(ROWS, doubled(COLUMNS, input)));
  }

  private static NDArray doubled(int axis, NDArray input) {
    Shape shape = input.getShape();
    long length = shape.get(axis);
    NDArray first = part(axis, input, 0, 1);
    NDArray last = part(axis, input, length - 1, length);
    NDArray before = NDArrays.concat(new NDList(first, part(axis, input, 0, length - 1)), axis);
    NDArray after = NDArrays.concat(new NDList(part(axis, input, 1, length), last), axis);
    NDArray own = Tensors.scale(input, 0.75);
    NDArray even = own.add(Tensors.scale(length == 1 ? input : before, 0.25));
    NDArray odd = own.add(Tensors.scale(length == 1 ? input : after, 0.25));
    long[] sides = shape.getShape().clone();
    sides[axis] *= 2;
    return NDArrays.stack(new NDList(even, odd), axis + 1).reshape(sides);
  }

  private static NDArray part(int axis, NDArray input, long from, long to) {
    if (from == to) {
      return part(axis, input, 0, 1);
    }
    return axis == ROWS
        ? input.get(new NDIndex(":, :, {}:{}", from, to))
        : input.get(new NDIndex(":, :, :, {}:{}", from, to));
  }
}
