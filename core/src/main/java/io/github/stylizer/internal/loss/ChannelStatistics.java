package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.FeatureShape;
import io.github.stylizer.internal.torch.Scaled;
import java.util.List;

/**
 * Mean and standard deviation of every channel of every tap: the style of Shen et al., arXiv
 * 1709.04111. The four taps of a VGG give 2 · (64 + 128 + 256 + 512) = 1920 numbers.
 */
public final class ChannelStatistics {
  static final float EPSILON = 1e-5f;

  private ChannelStatistics() {}

  /**
   * Computes mean, std, mean, std … channel by channel, tap after tap, where {@code std =
   * sqrt(variance + 1e-5)} and the variance is the unbiased one.
   *
   * @param taps feature maps {@code (N, C, H, W)}, each of at least two pixels; not modified
   * @return {@code (N, 2·ΣC)}; gradients flow through it
   * @throws IllegalArgumentException if there is no tap or one has another shape
   */
  public static NDArray of(List<NDArray> taps) {
    if (taps.isEmpty()) {
      throw new IllegalArgumentException("statistics need at least one feature map");
    }
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDList statistics = new NDList(taps.size());
      taps.forEach(tap -> statistics.add(ofOne(tap)));
      // DJL would copy a single array, and no gradient flows through a copy.
      NDArray all = statistics.size() == 1 ? statistics.head() : NDArrays.concat(statistics, 1);
      NDScope.unregister(all);
      return all;
    }
  }

  private static NDArray ofOne(NDArray features) {
    requireTwoPixels(features);
    Shape shape = features.getShape();
    long pixels = shape.get(2) * shape.get(3);
    // Pixels before channels: a view, not a copy, of what the VGG program returns.
    NDArray rows = features.transpose(0, 2, 3, 1).reshape(shape.get(0), pixels, shape.get(1));
    int[] overPixels = {1};
    NDArray mean = rows.mean(overPixels, true);
    NDArray variance = Scaled.by(rows.sub(mean).square().sum(overPixels), 1.0 / (pixels - 1));
    NDArray std = variance.add(EPSILON).sqrt();
    return mean.squeeze(1).stack(std, 2).reshape(shape.get(0), 2 * shape.get(1));
  }

  static void requireTwoPixels(NDArray features) {
    Shape shape = FeatureShape.of(features);
    if (shape.get(2) * shape.get(3) < 2) {
      throw new IllegalArgumentException(
          "a standard deviation needs at least two pixels, but the feature map is " + shape);
    }
  }
}
