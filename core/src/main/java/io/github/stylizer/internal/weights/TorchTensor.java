package io.github.stylizer.internal.weights;

import io.github.stylizer.internal.io.FileLimits;
import java.util.List;

/**
 * A tensor of a torch file: a view of a storage. Element (i, j, …) is number {@code offset + i *
 * strides[0] + j * strides[1] + …} of the storage.
 */
record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {
  /** Refuses a view that reaches outside its storage. */
  TorchTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (offset < 0 || strides.size() != shape.size() || strides.stream().anyMatch(s -> s < 0)) {
      throw new IllegalArgumentException(
          "offset " + offset + " and strides " + strides + " do not fit shape " + shape);
    }
    long count = new TensorInfo("", storage.type(), shape).elementCount();
    long stored = storage.count() * storage.type().byteSize();
    if (count * storage.type().byteSize() > stored + FileLimits.REPEATED_TENSOR_BYTES) {
      throw new IllegalArgumentException("shape " + shape + " is too large for " + storage);
    }
    if (count > 0 && last(offset, shape, strides) >= storage.count()) {
      throw new IllegalArgumentException(
          "offset "
              + offset
              + ", shape "
              + shape
              + " and strides "
              + strides
              + " reach outside its "
              + storage);
    }
  }

  /** Returns whether the numbers are stored contiguously in row-major order. */
  boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != expected) {
        return false;
      }
      expected *= shape.get(i);
    }
    return true;
  }

  /** The number of stored numbers from the first to the last one that it uses. */
  long span() {
    return shape.contains(0L) ? 0 : last(0, shape, strides) + 1;
  }

  private static long last(long offset, List<Long> shape, List<Long> strides) {
    try {
      long last = offset;
      for (int i = 0; i < shape.size(); i++) {
        last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
      }
      return last;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("strides " + strides + " are too large", e);
    }
  }
}
