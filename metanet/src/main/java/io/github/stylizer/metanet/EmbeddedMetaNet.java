package io.github.stylizer.metanet;

import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;

/** The bundled network and its encoder. */
final class EmbeddedMetaNet {
  private EmbeddedMetaNet() {}

  /** Loads the network, which owns its encoder. */
  static MetaNet load() throws IOException {
    CompactEncoder encoder = encoder();
    try (WeightsFile network = open("network")) {
      return MetaNetLoader.loadOwning(network, encoder);
    } catch (IOException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private static CompactEncoder encoder() throws IOException {
    try (WeightsFile file = open("encoder")) {
      return CompactEncoder.load(file);
    }
  }

  private static WeightsFile open(String name) throws IOException {
    Resource file =
        Resource.read(EmbeddedMetaNet.class::getResource, "compact/" + name + ".safetensors");
    return WeightsFile.open(file.bytes(), file.name());
  }
}
