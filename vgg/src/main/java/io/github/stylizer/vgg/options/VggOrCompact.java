package io.github.stylizer.vgg.options;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.torch.CloseGuard;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A VGG-19 that is loaded on first use: the full one if its weights are on the machine by then,
 * else the compact one.
 */
final class VggOrCompact implements FeatureExtractor {
  private final CloseGuard guard = new CloseGuard("VGG");
  private final FeatureExtractor full;
  private final Loader compact;
  private @Nullable FeatureExtractor chosen;

  /** Decides, and loads the compact VGG if it has to serve. */
  @FunctionalInterface
  interface Loader {
    /** Returns the compact VGG, or null if the full one is to be used. */
    @Nullable FeatureExtractor load() throws IOException;
  }

  /**
   * Loads nothing yet.
   *
   * @param full loads on first use
   */
  VggOrCompact(FeatureExtractor full, Loader compact) {
    this.full = full;
    this.compact = compact;
  }

  @Override
  public List<String> taps() {
    return full.taps();
  }

  @Override
  public int channels(String tap) {
    return full.channels(tap);
  }

  @Override
  public int minimumSide() {
    return full.minimumSide();
  }

  @Override
  public NDList features(NDArray images) {
    return features(images, taps());
  }

  @Override
  public NDList features(NDArray images, List<String> wanted) {
    return guard.compute(images.getShape(), () -> chosen().features(images, wanted));
  }

  @Override
  public NDArray gradient(NDArray images, List<String> wanted, UnaryOperator<NDList> atTaps)
      throws InterruptedException {
    return guard.compute(images.getShape(), () -> chosen().gradient(images, wanted, atTaps));
  }

  private synchronized FeatureExtractor chosen() {
    try {
      if (chosen == null) {
        FeatureExtractor loaded = compact.load();
        chosen = loaded == null ? full : loaded;
      }
      return chosen;
    } catch (IOException e) {
      throw new StylizerException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          full.close();
          if (chosen != null) {
            chosen.close();
          }
        });
  }
}
