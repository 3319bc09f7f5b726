package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.loss.StatisticsLoss;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.function.BiFunction;

/**
 * A MetaNet's input: mean and standard deviation of every channel at every tap. In a training also
 * what the loss compares with a painting, of which they are the first part.
 *
 * @param statistics maps paintings and the feature maps of all taps to {@link ChannelStatistics},
 *     or to {@link StatisticsLoss#style}
 */
record StyleStatistics(
    FeatureExtractor extractor, BiFunction<NDArray, NDList, NDArray> statistics) {
  /** The shorter side of a resized painting in pixels, as in training. */
  static final int SIZE = 256;

  // A painting one pixel wide would otherwise become huge.
  private static final int LONGEST_RATIO = 8;

  StyleStatistics(FeatureExtractor extractor) {
    this(extractor, (paintings, features) -> ChannelStatistics.compute(features));
  }

  /** The number of statistics of a painting. */
  int length() {
    return 2 * extractor.taps().stream().mapToInt(extractor::channels).sum();
  }

  /** Returns the statistics {@code (N, length)} of paintings {@code (N, 3, H, W)}. */
  NDArray statistics(NDArray paintings) {
    try (NDList features = extractor.features(paintings)) {
      return statistics.apply(paintings, features);
    }
  }

  /** Returns the statistics of a painting at its own size. */
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
