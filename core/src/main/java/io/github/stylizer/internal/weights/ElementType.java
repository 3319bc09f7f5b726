package io.github.stylizer.internal.weights;

import ai.djl.ndarray.types.DataType;

/** The type of the numbers of a stored tensor, named as the safetensors format names it. */
public enum ElementType {
  /** IEEE 754 double precision. */
  F64(8, DataType.FLOAT64),
  /** IEEE 754 single precision. */
  F32(4, DataType.FLOAT32),
  /** IEEE 754 half precision. */
  F16(2, DataType.FLOAT16),
  /** The upper half of an {@link #F32}: 8 bits of exponent, 7 of mantissa. Read as float32. */
  BF16(2, DataType.FLOAT32),
  /** Signed 64-bit integer. */
  I64(8, DataType.INT64),
  /** Signed 32-bit integer. */
  I32(4, DataType.INT32),
  /** Signed 16-bit integer. Read as int32. */
  I16(2, DataType.INT32),
  /** Signed 8-bit integer. */
  I8(1, DataType.INT8),
  /** Unsigned 8-bit integer. */
  U8(1, DataType.UINT8),
  /** A boolean in one byte. */
  BOOL(1, DataType.BOOLEAN);

  private final int byteSize;
  private final DataType dataType;

  ElementType(int byteSize, DataType dataType) {
    this.byteSize = byteSize;
    this.dataType = dataType;
  }

  /**
   * Returns the size of one element in the file.
   *
   * @return bytes, 1 to 8
   */
  public int byteSize() {
    return byteSize;
  }

  /**
   * Returns the type of the array that {@link WeightsFile#read} returns. It is the same type,
   * except that {@link #BF16} becomes float32 and {@link #I16} becomes int32 (both exactly): DJL's
   * PyTorch engine aborts the process when asked for an array of either type.
   *
   * @return the type of the array
   */
  public DataType dataType() {
    return dataType;
  }

  /**
   * Returns whether this is a floating-point type.
   *
   * @return true for {@link #F64}, {@link #F32}, {@link #F16} and {@link #BF16}
   */
  public boolean isFloating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }
}
