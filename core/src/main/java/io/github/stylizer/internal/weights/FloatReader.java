package io.github.stylizer.internal.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads stored tensors to the heap, without an engine. */
final class FloatReader {
  /** The largest array that every JVM can allocate. */
  static final int LARGEST_COUNT = Integer.MAX_VALUE - 8;

  private static final int PIECE = 1 << 13;

  private FloatReader() {}

  /** Reads a floating-point tensor of at most {@link #LARGEST_COUNT} numbers. */
  static float[] read(StoredTensor tensor) throws IOException {
    ElementType type = tensor.info().type();
    ByteSource source = tensor.rowMajor();
    float[] values = new float[Math.toIntExact(tensor.info().elementCount())];
    ByteBuffer piece = ByteBuffer.allocate(PIECE * type.byteSize()).order(ByteOrder.LITTLE_ENDIAN);
    int start = 0;
    while (start < values.length) {
      int end = (int) Math.min(values.length, (long) start + PIECE);
      piece.clear().limit((end - start) * type.byteSize());
      source.read((long) start * type.byteSize(), piece);
      piece.flip();
      for (int i = start; i < end; i++) {
        values[i] = next(piece, type);
      }
      start = end;
    }
    return values;
  }

  private static float next(ByteBuffer stored, ElementType type) {
    return switch (type) {
      case F64 -> (float) stored.getDouble();
      case F32 -> stored.getFloat();
      case F16 -> Float16.toFloat(stored.getShort());
      case BF16 -> Float.intBitsToFloat(stored.getShort() << 16);
      default -> throw new IllegalArgumentException(type + " holds no floating-point numbers");
    };
  }
}
