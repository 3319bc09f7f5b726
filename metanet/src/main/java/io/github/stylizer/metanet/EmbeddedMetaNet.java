package io.github.stylizer.metanet;

import io.github.stylizer.file.ResourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The network that lies in the jar with its encoder, and the codes of its styles, which {@code
 * styles/names.txt} lists, one a line.
 *
 * @param directory where they lie, relative to the package of this class
 */
record EmbeddedMetaNet(String directory) {
  private static final String ENDING = ".safetensors";

  /** Loads the network, which closes its encoder. */
  MetaNet load() throws IOException {
    try (ResourceFile encoderFile = resource("encoder");
        ResourceFile networkFile = resource("network")) {
      CompactEncoder encoder = CompactEncoder.load(encoderFile.path());
      try {
        return MetaNet.loader(networkFile.path(), encoder).loadWithExtractor();
      } catch (IOException | RuntimeException e) {
        encoder.close();
        throw e;
      }
    }
  }

  /** The names of the styles, in the order of the list. */
  Set<String> styleNames() {
    try {
      List<String> names = ResourceFile.lines(EmbeddedMetaNet.class, directory + "/styles/names.txt");
      return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the code of a style, one of {@link #styleNames}. */
  StyleCode style(String name) throws IOException {
    try (ResourceFile file = resource("styles/" + name)) {
      return StyleCode.load(file.path());
    }
  }

  private ResourceFile resource(String name) throws IOException {
    return ResourceFile.of(EmbeddedMetaNet.class, directory + "/" + name + ENDING);
  }
}
