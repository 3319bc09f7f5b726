package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import java.util.Locale;

/**
 * Pads images with their reflection, without repeating the border pixel: {@code abc} padded by 2 is
 * {@code cbabcba}. Unlike zeros, it leaves no dark frame.
 */
public final class ReflectionPad {
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private ReflectionPad() {}

  /**
   * Pads every side by the same number of pixels.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @param padding the number of pixels, at least 0 and less than H and W
   * @return {@code (N, C, H + 2·padding, W + 2·padding)}; gradients flow through it
   * @throws IllegalArgumentException if the array has not four dimensions or the padding is out of
   *     its range
   */
  public static NDArray apply(NDArray input, int padding) {
    return apply(input, padding, padding, padding, padding);
  }

  /**
   * Pads each side by a number of pixels.
   *
   * @param input {@code (N, C, H, W)}; not modified
   * @param left at least 0 and less than W
   * @param right at least 0 and less than W
   * @param top at least 0 and less than H
   * @param bottom at least 0 and less than H
   * @return {@code (N, C, top + H + bottom, left + W + right)}; gradients flow through it
   * @throws IllegalArgumentException if the array has not four dimensions or a padding is out of
   *     its range
   */
  public static NDArray apply(NDArray input, int left, int right, int top, int bottom) {
    Tensors.requireNchw(input);
    return Scoped.result(
        () -> {
          NDArray result = along(ROWS, along(COLUMNS, input, left, right), top, bottom);
          // A new array even if nothing is padded, since the caller may close it. No gradient flows
          // through DJL's duplicate().
          return result == input ? input.add(0) : result;
        });
  }

  private static NDArray along(int axis, NDArray input, int before, int after) {
    long length = input.getShape().get(axis);
    if (before < 0 || after < 0 || Math.max(before, after) >= length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the padding of %d pixels must be 0 … %d, but is %d and %d",
              length,
              length - 1,
              before,
              after));
    }
    NDList parts = new NDList();
    if (before > 0) {
      parts.add(part(axis, input, 1, before + 1L).flip(axis));
    }
    parts.add(input);
    if (after > 0) {
      parts.add(part(axis, input, length - 1 - after, length - 1).flip(axis));
    }
    return parts.size() == 1 ? input : NDArrays.concat(parts, axis);
  }

  private static NDArray part(int axis, NDArray input, long from, long to) {
    return axis == ROWS
        ? input.get(new NDIndex(":, :, {}:{}", from, to))
        : input.get(new NDIndex(":, :, :, {}:{}", from, to));
  }
}
