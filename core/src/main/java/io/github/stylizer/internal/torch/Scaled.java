package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Multiplies arrays by numbers where gradients flow.
 *
 * <p>DJL's {@code mul(Number)} and {@code div(Number)} keep the number in memory of Java, of which
 * PyTorch remembers the address for the backward pass, but which the garbage collector frees as
 * soon as the call is over. A collection between forward and backward pass then multiplies
 * gradients by whatever lies there: they come out as up to 1e38, or as numbers that look right.
 */
public final class Scaled {
  private Scaled() {}

  /**
   * Multiplies an array by a number.
   *
   * @param array any float32 array; not modified
   * @param factor the number, rounded to float32
   * @return the product, attached to the manager of {@code array}; gradients flow through it
   */
  public static NDArray by(NDArray array, double factor) {
    NDManager manager = array.getManager();
    // Filled by PyTorch, in memory of its own.
    try (NDArray number = manager.full(new Shape(), (float) factor, DataType.FLOAT32)) {
      return array.mul(number);
    }
  }
}
