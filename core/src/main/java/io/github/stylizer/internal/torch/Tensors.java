package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;

/** Operations that DJL's arrays lack. */
public final class Tensors {
  private Tensors() {}

  /**
   * Multiplies an array by a number, safely for gradients.
   *
   * <p>DJL's {@code mul(Number)} and {@code div(Number)} keep the number in Java memory. PyTorch
   * keeps its address for the backward pass, but the garbage collector may free it once the call
   * returns. The backward pass then multiplies gradients by arbitrary memory: they reach 1e38, or
   * look right and are wrong.
   *
   * @param array any float32 array; not modified
   * @param factor the number, rounded to float32
   * @return the product, attached to the manager of {@code array}; gradients flow through it
   */
  public static NDArray scale(NDArray array, double factor) {
    NDManager manager = array.getManager();
    // Filled by PyTorch, in native memory.
    try (NDArray number = manager.full(new Shape(), (float) factor, DataType.FLOAT32)) {
      return array.mul(number);
    }
  }

  /**
   * Returns the name of a type for messages. DJL's own is written in the language of the system:
   * Turkish has another i.
   *
   * @param type the type of an array
   * @return for instance {@code uint8}
   */
  public static String typeName(DataType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that an array is a batch of images or feature maps.
   *
   * @param array any array
   * @return its shape
   * @throws IllegalArgumentException if the array is not four-dimensional
   */
  public static Shape requireNchw(NDArray array) {
    Shape shape = array.getShape();
    if (shape.dimension() != 4) {
      throw new IllegalArgumentException(
          "expected an array of shape (N, C, H, W), but found " + shape);
    }
    return shape;
  }
}
