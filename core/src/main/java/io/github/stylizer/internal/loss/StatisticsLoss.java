package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The loss of Shen et al., arXiv 1709.04111: content as the distance of feature maps, style as the
 * distance of the means and standard deviations of all channels, and total variation.
 *
 * <pre>
 * content = weight · mean((F(image) - F(photo))²)                  at one tap
 * style   = weight · mean((ChannelStatistics(image) - ChannelStatistics(style))²)      over all taps
 * gram    = weight · 10,000 · Σ mean((Gram(image) - Gram(style))²)             at the first two taps
 * color   = weight · mean((ColorQuantiles(image) - ColorQuantiles(style))²)
 * </pre>
 *
 * <p>The last two are not in the paper: statistics of the features hardly tell which colors are
 * beside each other, and networks trained with them alone have two or three hues.
 *
 * <p>Immutable and safe for concurrent use. The caller closes the extractor.
 */
public final class StatisticsLoss {
  // As in the figures of docs/quality.md, which are near 1.
  private static final double GRAM_SCALE = 10_000;
  // Further taps have few hundred thousand numbers for each painting, and hardly any color.
  private static final int GRAM_TAPS = 2;

  private final FeatureExtractor extractor;
  private final String contentTap;
  private final double contentWeight;
  private final double styleWeight;
  private final double totalVariationWeight;
  private final PaletteWeights palette;

  /**
   * Creates a loss.
   *
   * @param extractor computes the features
   * @param contentTap the tap at which content is compared
   * @param contentWeight the weight of the content, 0 … 3.4e38
   * @param styleWeight the weight of the style, 0 … 3.4e38
   * @param totalVariationWeight the weight of the total variation, summed over the batch; 0 for
   *     none
   * @param palette the weights of Gram matrices and colors
   * @throws IllegalArgumentException if the tap does not exist or a weight is out of range
   */
  public StatisticsLoss(
      FeatureExtractor extractor,
      String contentTap,
      double contentWeight,
      double styleWeight,
      double totalVariationWeight,
      PaletteWeights palette) {
    this.palette = Objects.requireNonNull(palette, "palette");
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
   * Computes what is compared of the paintings whose style is applied: their {@link
   * ChannelStatistics} and, unless their weights are 0, Gram matrices and {@link ColorQuantiles}.
   *
   * @param paintings {@code (N, 3, H, W)}; not modified
   * @param features all taps of the paintings; not modified
   * @return {@code (N, S)}; gradients flow through it
   */
  public NDArray style(NDArray paintings, NDList features) {
    return Scoped.result(
        () -> {
          NDList parts = new NDList(ChannelStatistics.compute(features));
          if (palette.gram() != 0) {
            for (NDArray tap : features.subList(0, grams())) {
              NDArray gram = GramMatrix.compute(tap);
              parts.add(gram.reshape(gram.getShape().get(0), -1));
            }
          }
          if (palette.color() != 0) {
            parts.add(ColorQuantiles.compute(paintings));
          }
          return parts.size() == 1 ? parts.head() : NDArrays.concat(parts, 1);
        });
  }

  private int grams() {
    return Math.min(GRAM_TAPS, extractor.taps().size());
  }

  /**
   * Computes the loss of a batch.
   *
   * @param images {@code (N, 3, H, W)}, of the size of the photos; not modified
   * @param contentTarget from {@link #contentTarget}
   * @param style {@code (1, S)} or {@code (N, S)}, from {@link #style}
   * @return the terms, attached to the manager of {@code images}
   */
  public LossTerms evaluate(NDArray images, NDArray contentTarget, NDArray style) {
    // Outside of the scope, which would close what an extractor keeps for its next call.
    try (NDList features = extractor.features(images)) {
      return Scoped.results(
          () -> {
            NDArray found = features.get(extractor.taps().indexOf(contentTap));
            NDArray content =
                Tensors.scale(PerceptualLoss.meanSquaredError(found, contentTarget), contentWeight);
            Map<String, NDArray> terms = new LinkedHashMap<>();
            terms.put("content", content);
            addStyle(terms, style(images, features).sub(style).square());
            return LossTerms.ofPictures(terms, images, totalVariationWeight);
          },
          LossTerms::arrays);
    }
  }

  /** Adds the terms of the squared differences of all that is compared of a style. */
  private void addStyle(Map<String, NDArray> terms, NDArray squares) {
    List<String> taps = extractor.taps();
    long statistics = 2L * taps.stream().mapToInt(extractor::channels).sum();
    terms.put("style", part(squares, 0, statistics, styleWeight));
    long start = statistics;
    if (palette.gram() != 0) {
      NDArray sum = null;
      for (String tap : taps.subList(0, grams())) {
        long numbers = (long) extractor.channels(tap) * extractor.channels(tap);
        NDArray term = part(squares, start, numbers, palette.gram() * GRAM_SCALE);
        sum = sum == null ? term : sum.add(term);
        start += numbers;
      }
      terms.put("gram", Objects.requireNonNull(sum));
    }
    if (palette.color() != 0) {
      terms.put("color", part(squares, start, ColorQuantiles.LENGTH, palette.color()));
    }
  }

  private static NDArray part(NDArray squares, long start, long length, double weight) {
    return Tensors.scale(
        squares.get(new NDIndex(":, {}:{}", start, start + length)).mean(), weight);
  }
}
