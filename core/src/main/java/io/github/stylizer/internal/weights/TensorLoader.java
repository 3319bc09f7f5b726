package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads stored tensors to arrays. The numbers pass through a small buffer into memory allocated by
 * the engine, so that closing the array frees them and a tensor may exceed 2 GB. Files are read,
 * not mapped: truncating a mapped file would crash the process.
 */
final class TensorLoader {
  private static final int PIECE = 1 << 21;

  private TensorLoader() {}

  /** Reads a tensor as an array of the given type. */
  static NDArray load(StoredTensor tensor, DataType type, NDManager manager) throws IOException {
    TensorInfo info = tensor.info();
    long count = info.elementCount();
    ByteSource source = tensor.rowMajor();
    NDArray array = manager.create(info.arrayShape(), type);
    try (NDManager scratch = manager.newSubManager()) {
      NDArray flat = array.reshape(count);
      flat.attach(scratch);
      copy(source, info.type(), flat, scratch);
      return array;
    } catch (IOException | RuntimeException e) {
      array.close();
      throw e;
    }
  }

  private static void copy(ByteSource source, ElementType type, NDArray flat, NDManager scratch)
      throws IOException {
    long count = flat.size();
    int piece = (int) Math.min(count, PIECE);
    ByteBuffer stored = buffer(piece * type.byteSize());
    ByteBuffer widened =
        type == ElementType.BF16 || type == ElementType.I16 ? buffer(piece * 4) : stored;
    for (long start = 0; start < count; start += piece) {
      int length = (int) Math.min(piece, count - start);
      stored.clear().limit(length * type.byteSize());
      source.read(start * type.byteSize(), stored);
      stored.flip();
      widen(type, stored, widened);
      try (NDArray values = scratch.create(widened, new Shape(length), type.dataType())) {
        flat.set(new NDIndex("{}:{}", start, start + length), values);
      }
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Widens the two types that the engine does not support in arrays. */
  @SuppressWarnings("ReferenceEquality") // the same buffer, not one that has the same content
  private static void widen(ElementType type, ByteBuffer stored, ByteBuffer widened) {
    if (stored == widened) {
      return;
    }
    widened.clear();
    while (stored.hasRemaining()) {
      short bits = stored.getShort();
      widened.putInt(type == ElementType.BF16 ? bits << 16 : bits);
    }
    widened.flip();
  }
}
