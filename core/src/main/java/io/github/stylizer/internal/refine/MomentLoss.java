package io.github.stylizer.internal.refine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;

/**
 * Content as the distance of the feature maps of one tap, and style as the distance of the means
 * and standard deviations of all channels, each tap with the same weight:
 *
 * <pre>
 * mean((F(image) - F(photo))²) + 7 · Σ over taps (mean((μ - μ')²) + mean((σ - σ')²))
 * </pre>
 *
 * <p>Unlike {@code StatisticsLoss}, where wide taps count more, and with a gradient of its own.
 * Safe for concurrent use; owns nothing.
 */
public interface MomentLoss {
  /** The weight of the style, as a program has it. */
  String STYLE_WEIGHT = "6.";

  /** Added to a variance before its root is taken, as everywhere. */
  String EPSILON = "1e-05";

  /**
   * Returns the loss for an extractor.
   *
   * @param extractor computes the features; the caller closes it
   * @param device where it runs
   * @return the loss, which owns nothing
   */
  static MomentLoss of(FeatureExtractor extractor, Device device) {
    return extractor instanceof LinearTaps linear
        ? new LinearMomentLoss(linear, device)
        : new PlainMomentLoss(extractor, device);
  }

  /**
   * Returns the extractor of the feature maps that this loss takes.
   *
   * @return the extractor, owned by that of this loss
   */
  FeatureExtractor source();

  /**
   * Computes the statistics of a painting, as {@code ChannelStatistics} does.
   *
   * @param features of the painting at all taps
   * @return {@code (1, 2·ΣC)}
   */
  NDArray statistics(NDList features);

  /**
   * Prepares a photo to be compared with.
   *
   * @param content its features at the content tap, {@code (1, c, h, w)}; not modified
   * @return what {@link #at} takes, attached to the manager of the features
   */
  NDList contentTarget(NDArray content);

  /**
   * Computes the loss.
   *
   * @param features of the image at all taps, {@code (1, c, h, w)}
   * @param content of the photo, from {@link #contentTarget}
   * @param statistics of the style
   * @return content, style (scalars, with their weights), then the gradient for each tap, attached
   *     to the manager of the features
   */
  NDList at(NDList features, NDList content, NDArray statistics);
}
