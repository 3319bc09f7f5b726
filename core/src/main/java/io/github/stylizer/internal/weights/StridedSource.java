package io.github.stylizer.internal.weights;

import java.nio.ByteBuffer;

/** The numbers of a view in row-major order, gathered from its storage. */
final class StridedSource implements ByteSource {
  private final ByteBuffer storage;
  private final int elementSize;
  private final long[] shape;
  private final long[] strides;
  private final long size;

  /** Makes a source from the bytes that the view spans, from its first number to its last. */
  StridedSource(ByteBuffer storage, TensorInfo info, TorchTensor view) {
    this.storage = storage;
    this.elementSize = info.type().byteSize();
    this.shape = info.shape().stream().mapToLong(Long::longValue).toArray();
    this.strides = view.strides().stream().mapToLong(Long::longValue).toArray();
    this.size = info.byteCount();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    long[] index = indexOf(position / elementSize);
    long at = 0;
    for (int i = 0; i < index.length; i++) {
      at += index[i] * strides[i];
    }
    while (target.hasRemaining()) {
      int start = (int) at * elementSize;
      for (int i = 0; i < elementSize; i++) {
        target.put(storage.get(start + i));
      }
      at = next(index, at);
    }
  }

  private long[] indexOf(long element) {
    long[] index = new long[shape.length];
    long rest = element;
    for (int i = shape.length - 1; i >= 0; i--) {
      index[i] = rest % shape[i];
      rest /= shape[i];
    }
    return index;
  }

  /** Increments the index, last dimension first, and returns the position it points to. */
  private long next(long[] index, long at) {
    long next = at;
    for (int i = shape.length - 1; i >= 0; i--) {
      next += strides[i];
      if (++index[i] < shape[i]) {
        return next;
      }
      next -= shape[i] * strides[i];
      index[i] = 0;
    }
    return next;
  }
}
