package stylize.spark;

import ai.djl.pytorch.jni.JniUtils;
import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Opens a bundled style, and leaves a file for each time: its name begins with the process, and it
 * has the number of PyTorch's threads.
 *
 * @param folder of these files
 */
record CountedWave(String folder) implements StylizerSource {
  @Override
  public Stylizer open() throws IOException {
    Stylizer stylizer = Stylizer.style("great-wave").prepare();
    String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    Files.writeString(Path.of(folder, name), String.valueOf(JniUtils.getNumThreads()));
    return stylizer;
  }
}
