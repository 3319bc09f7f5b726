package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** A VGG that is loaded when it is first computed with. */
final class VggOnDemand implements FeatureExtractor {
  private final Vgg.Builder builder;
  private final VggTaps taps;
  private Vgg vgg;
  private boolean closed;

  /**
   * Loads nothing yet.
   *
   * @param builder nobody else's
   */
  VggOnDemand(Vgg.Builder builder, VggTaps taps) {
    this.builder = builder;
    this.taps = taps;
  }

  @Override
  public List<String> taps() {
    return taps.names();
  }

  @Override
  public int channels(String tap) {
    return taps.channels(tap);
  }

  @Override
  public int minimumSide() {
    return taps.minimumSide();
  }

  @Override
  public NDList features(NDArray images) {
    return loaded().features(images);
  }

  @Override
  public NDList features(NDArray images, List<String> wanted) {
    return loaded().features(images, wanted);
  }

  @Override
  public NDArray gradient(NDArray images, List<String> wanted, UnaryOperator<NDList> atTaps)
      throws InterruptedException {
    return loaded().gradient(images, wanted, atTaps);
  }

  private synchronized Vgg loaded() {
    if (closed) {
      throw new IllegalStateException("this VGG is closed");
    }
    if (vgg == null) {
      try {
        vgg = builder.build();
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return vgg;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (vgg != null) {
      vgg.close();
    }
  }
}
