package io.github.stylizer.benchmarks;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import io.github.stylizer.file.ReplacedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Calls a program that was just exported, from its file and under DJL, and keeps the results. */
final class ProgramCall {
  private ProgramCall() {}

  /**
   * Loads and runs a program.
   *
   * @param file the archive, which is code: none but one of our own
   * @param inputs elements of a list argument {@code w} are named {@code w[]}
   * @param manager owns the results
   */
  static NDList run(Path file, NDList inputs, NDManager manager) throws IOException {
    try (Model model = Model.newInstance("program", manager.getDevice(), "PyTorch");
        InputStream stream = Files.newInputStream(file)) {
      model.load(stream);
      model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32);
      NDList results = model.getBlock().forward(new ParameterStore(manager, false), inputs, false);
      results.attach(manager);
      return results;
    } catch (MalformedModelException e) {
      throw new IOException(file + ": DJL does not load it", e);
    }
  }

  /** Names arrays as elements of a list argument. */
  static NDList list(String argument, List<NDArray> arrays) {
    arrays.forEach(array -> array.setName(argument + "[]"));
    return new NDList(arrays);
  }

  /** Draws weights as elements of the list argument {@code w}. */
  static NDList drawn(List<DrawnTensor> weights, NDManager manager) {
    return list("w", weights.stream().map(weight -> weight.draw(manager)).toList());
  }

  /** Writes arrays one after another, as float32. */
  static void write(NDList results, Path file) throws IOException {
    ReplacedFile.write(
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
