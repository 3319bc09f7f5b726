package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The perceptual loss of style transfer: content as the distance of feature maps, style as the
 * distance of Gram matrices, and total variation. Features are computed once for all terms.
 *
 * <pre>
 * content = Σ weight · mean((F(image) - F(photo))²)          over the content taps
 * style   = Σ weight · mean((Gram(image) - Gram(style))²)    over the style taps
 * </pre>
 *
 * <p>See Gatys et al., arXiv 1508.06576, equations 1 to 7, and Johnson et al., arXiv 1603.08155,
 * section 3.2. {@link PerceptualGradient} computes its gradient with respect to one image.
 *
 * <p>Immutable and safe for concurrent use. The caller closes the extractor.
 */
public final class PerceptualLoss {
  private final FeatureExtractor extractor;
  private final Map<String, Double> contentWeights;
  private final Map<String, Double> styleWeights;
  private final double totalVariationWeight;

  /**
   * Creates a loss.
   *
   * @param extractor computes the features
   * @param contentWeights the weight of each content tap; none means no content term
   * @param styleWeights the weight of each style tap; none means no style term
   * @param totalVariationWeight the weight of the total variation; 0 for none
   * @throws IllegalArgumentException if a tap does not exist or a weight is negative or not finite
   */
  public PerceptualLoss(
      FeatureExtractor extractor,
      Map<String, Double> contentWeights,
      Map<String, Double> styleWeights,
      double totalVariationWeight) {
    this.extractor = Objects.requireNonNull(extractor, "extractor");
    this.contentWeights = check("content", contentWeights);
    this.styleWeights = check("style", styleWeights);
    this.totalVariationWeight = requireWeight("total variation", totalVariationWeight);
  }

  private Map<String, Double> check(String term, Map<String, Double> weights) {
    // In the extractor's order, so that the order of summation does not depend on the map.
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (String tap : extractor.taps()) {
      if (weights.containsKey(tap)) {
        ordered.put(tap, requireWeight(term + " weight of " + tap, weights.get(tap)));
      }
    }
    for (String tap : weights.keySet()) {
      if (!ordered.containsKey(tap)) {
        throw new IllegalArgumentException(
            "unknown " + term + " tap '" + tap + "', expected one of " + extractor.taps());
      }
    }
    return ordered;
  }

  /**
   * Checks the weight of a term.
   *
   * @param name of the weight, for the message
   * @param weight any number
   * @return the weight
   * @throws IllegalArgumentException if it is not 0 … 3.4e38
   */
  public static double requireWeight(String name, double weight) {
    if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the " + name + " must be a number from 0 to 3.4e38, but is " + weight);
    }
    return weight;
  }

  /**
   * Computes the features of the photos whose content is kept.
   *
   * @param photos {@code (N, 3, H, W)}; not modified
   * @return the feature maps of the content taps, attached to the manager of {@code photos}
   */
  public NDList contentTarget(NDArray photos) {
    return extractor.features(photos, List.copyOf(contentWeights.keySet()));
  }

  /**
   * Computes the Gram matrices of the paintings whose style is applied.
   *
   * @param paintings {@code (N, 3, H, W)}; not modified
   * @return the matrices {@code (N, C, C)} of the style taps, attached to the manager of {@code
   *     paintings}
   */
  public NDList styleTarget(NDArray paintings) {
    NDList target = new NDList();
    try (NDList features = extractor.features(paintings)) {
      List<String> taps = extractor.taps();
      for (int i = 0; i < features.size(); i++) {
        if (styleWeights.containsKey(taps.get(i))) {
          target.add(GramMatrix.compute(features.get(i)));
        }
      }
    }
    return target;
  }

  /**
   * Computes the feature maps whose Gram matrices are compared.
   *
   * @param images {@code (N, 3, H, W)}; not modified
   * @return the feature maps of the style taps, attached to the manager of {@code images}
   */
  public NDList styleMaps(NDArray images) {
    return extractor.features(images, List.copyOf(styleWeights.keySet()));
  }

  /**
   * Computes the loss of images.
   *
   * @param images {@code (N, 3, H, W)}, of the size of the photos; not modified
   * @param contentTarget from {@link #contentTarget}
   * @param styleTarget from {@link #styleTarget}, of one painting or of N
   * @return the terms, attached to the manager of {@code images}
   */
  public LossTerms evaluate(NDArray images, NDList contentTarget, NDList styleTarget) {
    // Outside the scope, which would close what an extractor keeps for its next call.
    try (NDList features = extractor.features(images)) {
      return Scoped.results(
          () -> {
            NDArray content = contentTerm(features, contentTarget, images.getManager());
            NDArray style = styleTerm(features, styleTarget, images.getManager());
            Map<String, NDArray> terms = new LinkedHashMap<>();
            terms.put("content", content);
            terms.put("style", style);
            return LossTerms.ofPictures(terms, images, totalVariationWeight);
          },
          LossTerms::arrays);
    }
  }

  FeatureExtractor extractor() {
    return extractor;
  }

  Map<String, Double> contentWeights() {
    return contentWeights;
  }

  Map<String, Double> styleWeights() {
    return styleWeights;
  }

  double totalVariationWeight() {
    return totalVariationWeight;
  }

  private NDArray contentTerm(NDList features, NDList target, NDManager manager) {
    NDArray term = manager.create(0f);
    int index = 0;
    for (int i = 0; i < features.size(); i++) {
      Double weight = contentWeights.get(extractor.taps().get(i));
      if (weight != null) {
        NDArray distance = meanSquaredError(features.get(i), target.get(index++));
        term = term.add(Tensors.scale(distance, weight));
      }
    }
    return term;
  }

  private NDArray styleTerm(NDList features, NDList target, NDManager manager) {
    NDArray term = manager.create(0f);
    int index = 0;
    for (int i = 0; i < features.size(); i++) {
      Double weight = styleWeights.get(extractor.taps().get(i));
      if (weight != null) {
        try (NDArray gram = GramMatrix.compute(features.get(i))) {
          NDArray distance = meanSquaredError(gram, target.get(index++));
          term = term.add(Tensors.scale(distance, weight));
        }
      }
    }
    return term;
  }

  static NDArray meanSquaredError(NDArray value, NDArray target) {
    return value.sub(target).square().mean();
  }
}
