package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.function.Function;

/**
 * What a MetaNet sees of a painting: mean and deviation of every channel at every tap.
 *
 * @param statistics from the feature maps of all taps to {@link ChannelStatistics}
 */
record StyleStatistics(FeatureExtractor extractor, Function<NDList, NDArray> statistics) {
  /** What the shorter side of a painting is resized to, in pixels: the size of training. */
  static final int SIZE = 256;

  // A painting one pixel wide would become as many times longer as it becomes wider.
  private static final int LONGEST_RATIO = 8;

  StyleStatistics(FeatureExtractor extractor) {
    this(extractor, ChannelStatistics::of);
  }

  /** How many numbers describe a painting. */
  int length() {
    return 2 * extractor.taps().stream().mapToInt(extractor::channels).sum();
  }

  /** Returns the statistics {@code (N, length)} of paintings {@code (N, 3, H, W)}. */
  NDArray statistics(NDArray paintings) {
    try (NDList features = extractor.features(paintings)) {
      return statistics.apply(features);
    }
  }

  /** Returns the statistics of a painting at its size. */
  float[] statistics(BufferedImage painting) {
    try (NDManager manager = PyTorchEngine.newManager()) {
      return statistics(ImageTensors.fromImage(manager, painting)).toFloatArray();
    }
  }

  /** Returns the statistics of a painting of any size. */
  float[] resizedStatistics(BufferedImage painting) {
    BufferedImage middle = ImageCrop.atMost(painting, LONGEST_RATIO);
    return statistics(ImageResize.shorterSide(middle, SIZE));
  }
}
