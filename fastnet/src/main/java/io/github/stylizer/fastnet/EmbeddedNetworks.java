package io.github.stylizer.fastnet;

import io.github.stylizer.file.ResourceFile;
import io.github.stylizer.nn.TransformModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Networks that lie in the jar: {@code <name>.safetensors} in a directory beside this class, whose
 * file {@code names.txt} lists the names, one a line.
 *
 * @param directory the directory, relative to the package of this class
 */
record EmbeddedNetworks(String directory) {
  private static final String ENDING = ".safetensors";

  /** The names, in the order of the list. */
  Set<String> names() {
    try {
      List<String> names = ResourceFile.lines(EmbeddedNetworks.class, directory + "/names.txt");
      return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads a network.
   *
   * @throws IOException if it is not in the jar or cannot be read
   */
  TransformModel load(String name) throws IOException {
    String resource = directory + "/" + name + ENDING;
    try (ResourceFile file = ResourceFile.of(EmbeddedNetworks.class, resource)) {
      return FastNet.load(file.path());
    }
  }
}
