package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.stylizer.internal.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.Locale;
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
   * Rounds each number of a tensor to the nearest in half precision.
   *
   * @param name of the tensor, for the message
   * @param tensor float32, not empty; neither modified nor closed
   * @return float16, of the same shape, without gradients, attached to the manager of {@code
   *     tensor}; the caller closes it
   * @throws IllegalArgumentException if the tensor has another type, is empty, or holds NaN or a
   *     number beyond ±65504
   */
  public static NDArray of(String name, NDArray tensor) {
    if (tensor.getDataType() != DataType.FLOAT32 || tensor.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the tensor %s is %s %s, expected a non-empty float32 tensor",
              name,
              Tensors.typeName(tensor.getDataType()),
              tensor.getShape()));
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
   * @param fewestDimensions tensors with fewer dimensions stay float32
   * @param owner the manager of the new arrays
   * @return the tensors to write, with the same names in the same order
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
   * Rounds each number to the nearest in half precision. Needs no engine.
   *
   * @param name of the tensor, for the message
   * @param values the numbers, not modified
   * @return the bits of each number
   * @throws IllegalStateException if a number is NaN or beyond ±65504
   */
  public static short[] ofAll(String name, float[] values) {
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
      // Not the caller's mistake: saving a network takes only a file as argument.
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static void requireInRange(String name, float value) {
    // NaN fails every comparison.
    if (!(Math.abs(value) <= LARGEST)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the tensor %s holds %s, but half precision is limited to ±%s: save it in full precision",
              name,
              value,
              LARGEST));
    }
  }
}
