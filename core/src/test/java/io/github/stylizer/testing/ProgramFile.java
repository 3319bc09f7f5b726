package io.github.stylizer.testing;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Program files that the library has just written, run as any TorchScript archive. */
public final class ProgramFile {
  private ProgramFile() {}

  /**
   * Loads and runs a program.
   *
   * @param file the archive, which is code: none but one of our own
   * @param inputs the arguments in order; those of a list from {@link #list}
   * @param manager owns the results; its device is where the program runs
   * @return the results
   * @throws IOException if the file cannot be read or DJL does not load it
   */
  public static NDList run(Path file, NDList inputs, NDManager manager) throws IOException {
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

  /**
   * Names arrays as elements of a list argument.
   *
   * @param argument the name of the argument
   * @param arrays its elements, which are in no other list
   * @return the arrays
   */
  public static NDList list(String argument, List<NDArray> arrays) {
    arrays.forEach(array -> array.setName(argument + "[]"));
    return new NDList(arrays);
  }
}
