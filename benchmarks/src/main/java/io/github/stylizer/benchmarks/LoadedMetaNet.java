package io.github.stylizer.benchmarks;

import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;

/** A MetaNet with random weights, and its VGG-16. */
final class LoadedMetaNet implements AutoCloseable {
  private static final int HIDDEN = 128;

  private final Vgg vgg;
  private final MetaNet network;

  LoadedMetaNet(int base) throws IOException {
    vgg = RandomVgg.load(VggVariant.VGG16);
    network = RandomMetaNet.load(base, HIDDEN, vgg);
  }

  MetaNet network() {
    return network;
  }

  @Override
  public void close() {
    network.close();
    vgg.close();
  }
}
