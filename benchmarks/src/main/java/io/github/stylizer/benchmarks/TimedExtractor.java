package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import java.util.List;

/**
 * Records when the loss network of a training step started and ended. The loss calls it twice: for
 * the photos, once they are stylized, and for the results. Both times it waits for the device.
 */
final class TimedExtractor implements FeatureExtractor {
  private final FeatureExtractor extractor;
  private volatile long began;
  private volatile long ended;

  TimedExtractor(FeatureExtractor extractor) {
    this.extractor = extractor;
  }

  /** Resets it for the next step. */
  void reset() {
    began = 0;
  }

  /** When the first call began, in nanoseconds. */
  long began() {
    return began;
  }

  /** When the last call ended, in nanoseconds. */
  long ended() {
    return ended;
  }

  @Override
  public NDList features(NDArray images) {
    return features(images, taps());
  }

  @Override
  public NDList features(NDArray images, List<String> taps) {
    ReadBack.ofAll();
    if (began == 0) {
      began = System.nanoTime();
    }
    NDList features = extractor.features(images, taps);
    ReadBack.ofAll();
    ended = System.nanoTime();
    return features;
  }

  @Override
  public List<String> taps() {
    return extractor.taps();
  }

  @Override
  public int channels(String tap) {
    return extractor.channels(tap);
  }

  @Override
  public int minimumSide() {
    return extractor.minimumSide();
  }

  @Override
  public void close() {
    extractor.close();
  }
}
