package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** What an exported program has returned, for those who want to compare. */
final class ResultsFile {
  private ResultsFile() {}

  /** Writes arrays one after another, as float32, little-endian. */
  static void write(NDList results, Path file) throws IOException {
    AtomicFile.write(
        file,
        stream -> {
          for (NDArray result : results) {
            try (NDArray numbers = result.toType(DataType.FLOAT32, true)) {
              float[] values = numbers.toFloatArray();
              ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
              bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
              stream.write(bytes.array());
            }
          }
        });
  }
}
