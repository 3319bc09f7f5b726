package io.github.stylizer.metanet;

import io.github.stylizer.internal.io.ExtractedResource;
import java.io.IOException;

/** The network that lies in the jar with its encoder. */
final class EmbeddedMetaNet {
  private EmbeddedMetaNet() {}

  /** Loads the network, which closes its encoder. */
  static MetaNet load() throws IOException {
    try (ExtractedResource encoderFile = resource("encoder");
        ExtractedResource networkFile = resource("network")) {
      CompactEncoder encoder = CompactEncoder.load(encoderFile.path());
      try {
        return MetaNet.loader(networkFile.path(), encoder).loadWithExtractor();
      } catch (IOException | RuntimeException e) {
        encoder.close();
        throw e;
      }
    }
  }

  private static ExtractedResource resource(String name) throws IOException {
    return ExtractedResource.of(EmbeddedMetaNet.class, "compact/" + name + ".safetensors");
  }
}
