package io.github.stylizer.internal.weights;

import java.io.IOException;

/** A tensor that still lies in its file. */
interface StoredTensor {

  /** What is known of it. */
  TensorInfo info();

  /** Its numbers in row-major order, little-endian, exactly {@code info().byteCount()} bytes. */
  ByteSource rowMajor() throws IOException;
}
