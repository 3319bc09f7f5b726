package io.github.stylizer.fastnet;

import io.github.stylizer.nn.TransformModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashSet;
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
    try (InputStream list = open("names.txt")) {
      Set<String> names = new LinkedHashSet<>();
      new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(names::add);
      return Collections.unmodifiableSet(names);
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
    Path copy = Files.createTempFile("stylizer-", ENDING);
    try {
      try (InputStream network = open(name + ENDING)) {
        Files.copy(network, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return FastNet.load(copy);
    } finally {
      Files.delete(copy);
    }
  }

  private InputStream open(String file) throws FileNotFoundException {
    String resource = directory + "/" + file;
    InputStream stream = EmbeddedNetworks.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new FileNotFoundException("there is no " + resource + " in the jar of fastnet");
    }
    return stream;
  }
}
