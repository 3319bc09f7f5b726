package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /**
   * Rounds the tensors of a network for its file.
   *
   * @param tensors float32, by name; neither modified nor closed
   * @param fewestDimensions those with fewer dimensions stay as they are
   * @param owner the manager of the new arrays
   * @return the tensors of the file, by the same names and in the same order
   * @throws IllegalStateException if a tensor cannot be rounded, as {@link #of} says
   */
  public static Map<String, NDArray> ofAll(
      Map<String, NDArray> tensors, int fewestDimensions, NDManager owner) {
    Map<String, NDArray> halves = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          boolean rounded = tensor.getShape().dimension() >= fewestDimensions;
          halves.put(name, rounded ? owned(name, tensor, owner) : tensor);
        });
    return halves;
  }

  /**
   * Rounds numbers for a file, each to the nearest. No engine is needed.
   *
   * @param name of the tensor, for the message
   * @return the bits of each
   * @throws IllegalStateException if a number is beyond ±65504 or not a number
   */
  static short[] ofAll(String name, float[] values) {
    short[] halves = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      try {
        requireInRange(name, values[i]);
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
      halves[i] = Float16.of(values[i]);
    }
    return halves;
  }

  private static NDArray owned(String name, NDArray tensor, NDManager owner) {
    try {
      NDArray half = of(name, tensor);
      half.attach(owner);
      return half;
    } catch (IllegalArgumentException e) {
      // The argument of who saves a network is a file and not to blame.
      throw new IllegalStateException(e.getMessage(), e);
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
