package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import java.util.List;
import java.util.Objects;

/**
 * The loss of Shen et al., arXiv 1709.04111: content as the distance of feature maps, style as the
 * distance of the means and standard deviations of all channels, and total variation.
 *
 * <pre>
 * content = weight · mean((F(image) - F(photo))²)                  at one tap
 * style   = weight · mean((ChannelStatistics(image) - ChannelStatistics(style))²)      over all taps
 * </pre>
 *
 * <p>Immutable and safe for concurrent use. The caller closes the extractor.
 */
public final class StatisticsLoss {
  private final FeatureExtractor extractor;
  private final String contentTap;
  private final double contentWeight;
  private final double styleWeight;
  private final double totalVariationWeight;

  /**
   * Creates a loss.
   *
   * @param extractor computes the features
   * @param contentTap the tap at which content is compared
   * @param contentWeight the weight of the content, 0 … 3.4e38
   * @param styleWeight the weight of the style, 0 … 3.4e38
   * @param totalVariationWeight the weight of the total variation, summed over the batch; 0 for
   *     none
   * @throws IllegalArgumentException if the tap does not exist or a weight is out of range
   */
  public StatisticsLoss(
      FeatureExtractor extractor,
      String contentTap,
      double contentWeight,
      double styleWeight,
      double totalVariationWeight) {
    this.extractor = Objects.requireNonNull(extractor, "extractor");
    if (!extractor.taps().contains(contentTap)) {
      throw new IllegalArgumentException(
          "unknown content tap '" + contentTap + "', expected one of " + extractor.taps());
    }
    this.contentTap = contentTap;
    this.contentWeight = PerceptualLoss.requireWeight("content weight", contentWeight);
    this.styleWeight = PerceptualLoss.requireWeight("style weight", styleWeight);
    this.totalVariationWeight =
        PerceptualLoss.requireWeight("total variation weight", totalVariationWeight);
  }

  /**
   * Computes the features of the photos whose content is kept.
   *
   * @param photos {@code (N, 3, H, W)}; not modified
   * @return the feature map of the content tap, attached to the manager of {@code photos}
   */
  public NDArray contentTarget(NDArray photos) {
    return extractor.features(photos, List.of(contentTap)).singletonOrThrow();
  }

  /**
   * Computes the loss of a batch.
   *
   * @param images {@code (N, 3, H, W)}, of the size of the photos; not modified
   * @param contentTarget from {@link #contentTarget}
   * @param statistics {@code (1, S)} or {@code (N, S)}, from {@link ChannelStatistics}
   * @return the terms, attached to the manager of {@code images}
   */
  public LossTerms evaluate(NDArray images, NDArray contentTarget, NDArray statistics) {
    // Outside of the scope, which would close what an extractor keeps for its next call.
    try (NDList features = extractor.features(images)) {
      return Scoped.results(
          () -> {
            NDArray found = features.get(extractor.taps().indexOf(contentTap));
            NDArray content =
                Tensors.scale(PerceptualLoss.meanSquaredError(found, contentTarget), contentWeight);
            NDArray style =
                Tensors.scale(
                    PerceptualLoss.meanSquaredError(
                        ChannelStatistics.compute(features), statistics),
                    styleWeight);
            return LossTerms.ofPictures(content, style, images, totalVariationWeight);
          },
          LossTerms::arrays);
    }
  }
}
