package io.github.stylizer.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Conversion of weights to IEEE 754 half precision, which takes half the space in a file: 11
 * significant bits, magnitudes up to 65504, and full precision down to 6.1e-5. {@link
 * WeightsFile#readFloat32} reads it back.
 */
public final class HalfPrecision {
  private static final float LARGEST = 65504;

  private HalfPrecision() {}

  /**
   * Rounds a tensor to half precision, each number to the nearest.
   *
   * @param name of the tensor, for the message
   * @param tensor float32, of at least one number; neither modified nor closed
   * @return float16, of the same shape, without gradients, attached to the manager of {@code
   *     tensor}; the caller closes it
   * @throws IllegalArgumentException if the tensor has another type or no numbers, or holds one
   *     beyond ±65504 or one that is not a number
   */
  public static NDArray of(String name, NDArray tensor) {
    if (tensor.getDataType() != DataType.FLOAT32 || tensor.isEmpty()) {
      throw new IllegalArgumentException(
          "the tensor %s is %s %s, expected float32 of at least one number"
              .formatted(name, tensor.getDataType(), tensor.getShape()));
    }
    try (NDArray detached = tensor.stopGradient();
        NDArray smallest = detached.min();
        NDArray largest = detached.max()) {
      requireInRange(name, smallest.getFloat());
      requireInRange(name, largest.getFloat());
      return detached.toType(DataType.FLOAT16, true);
    }
  }

  private static void requireInRange(String name, float value) {
    // Not a number is in no range.
    if (!(Math.abs(value) <= LARGEST)) {
      throw new IllegalArgumentException(
          "the tensor %s holds %s, half precision goes to ±%s: save it in full precision"
              .formatted(name, value, LARGEST));
    }
  }
}
