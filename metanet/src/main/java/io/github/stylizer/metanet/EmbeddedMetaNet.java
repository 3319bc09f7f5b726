package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;

/** The bundled network. */
final class EmbeddedMetaNet {
  private EmbeddedMetaNet() {}

  /** Loads the network, which owns the compact VGG that it reads paintings with. */
  static MetaNet load() throws IOException {
    FeatureExtractor encoder = Vgg.compact();
    Resource file =
        Resource.read(EmbeddedMetaNet.class::getResource, "compact/network.safetensors");
    try (WeightsFile network = WeightsFile.open(file.bytes(), file.name())) {
      return MetaNetLoader.loadOwning(network, encoder);
    } catch (IOException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }
}
