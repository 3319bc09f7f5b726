package io.github.stylizer.fastnet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.io.ExtractedResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Networks that lie in the jar: {@code <name>.safetensors} in a directory beside this class, whose
 * file {@code styles.tsv} lists them, one {@linkplain NamedStyle#ofLine a line}.
 *
 * @param directory the directory, relative to the package of this class
 */
record EmbeddedNetworks(String directory) {
  private static final String ENDING = ".safetensors";

  /** The styles, in the order of the list. */
  List<NamedStyle> styles() {
    try {
      return ExtractedResource.lines(EmbeddedNetworks.class, directory + "/styles.tsv").stream()
          .map(NamedStyle::ofLine)
          .toList();
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
    try (ExtractedResource file = ExtractedResource.of(EmbeddedNetworks.class, resource)) {
      return FastNet.load(file.path());
    }
  }
}
