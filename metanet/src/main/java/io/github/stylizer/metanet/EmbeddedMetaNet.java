package io.github.stylizer.metanet;

import io.github.stylizer.file.ResourceFile;
import java.io.IOException;

/** The network that lies in the jar with its encoder. */
final class EmbeddedMetaNet {
  private EmbeddedMetaNet() {}

  /** Loads the network, which closes its encoder. */
  static MetaNet load() throws IOException {
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

  private static ResourceFile resource(String name) throws IOException {
    return ResourceFile.of(EmbeddedMetaNet.class, "compact/" + name + ".safetensors");
  }
}
