package io.github.stylizer.internal.weights;

import java.io.IOException;

/** A tensor in its file, not read yet. */
interface StoredTensor {

  /** Returns its name, type and shape. */
  TensorInfo info();

  /** Its numbers in row-major order, little-endian, exactly {@code info().byteCount()} bytes. */
  ByteSource rowMajor() throws IOException;
}
