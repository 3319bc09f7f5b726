package io.github.stylizer.internal.weights;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * The name, type and shape of a stored tensor.
 *
 * @param name its name in the file
 * @param type the type of its numbers in the file
 * @param shape its sizes, outermost first; empty for a scalar
 */
public record TensorInfo(String name, ElementType type, List<Long> shape) {

  /**
   * Checks the shape.
   *
   * @param name its name in the file
   * @param type the type of its numbers in the file
   * @param shape its sizes, outermost first; empty for a scalar
   * @throws IllegalArgumentException if a size is negative or the number of bytes does not fit into
   *     a long
   */
  public TensorInfo {
    shape = List.copyOf(shape);
    byteCount(type, shape);
  }

  /**
   * Returns the shape of an array that holds the tensor.
   *
   * @return the sizes, outermost first
   */
  public Shape arrayShape() {
    return new Shape(shape.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * Returns the number of elements.
   *
   * @return the product of the shape, 1 for a scalar
   */
  public long elementCount() {
    return byteCount() / type.byteSize();
  }

  /**
   * Returns the number of bytes that the elements take in the file.
   *
   * @return the number of bytes
   */
  public long byteCount() {
    return byteCount(type, shape);
  }

  private static long byteCount(ElementType type, List<Long> shape) {
    long bytes = type.byteSize();
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + shape);
      }
      try {
        bytes = Math.multiplyExact(bytes, size);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("shape " + shape + " is too large", e);
      }
    }
    return bytes;
  }
}
