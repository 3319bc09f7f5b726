package io.github.stylizer.internal.loss;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of the terms of a loss.
 *
 * @param content the weight of the content, 0 … 3.4e38
 * @param style the weight of the style, 0 … 3.4e38
 * @param totalVariation the weight of the total variation, 0 … 3.4e38
 */
public record LossWeights(double content, double style, double totalVariation) {

  /**
   * Checks the weights.
   *
   * @param content the weight of the content
   * @param style the weight of the style
   * @param totalVariation the weight of the total variation
   * @throws IllegalArgumentException if one is not 0 … 3.4e38
   */
  public LossWeights {
    PerceptualLoss.requireWeight("content weight", content);
    PerceptualLoss.requireWeight("style weight", style);
    PerceptualLoss.requireWeight("total variation weight", totalVariation);
  }

  /**
   * Describes the weights, for checkpoints and the metadata of networks.
   *
   * @return names and values
   */
  public Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("content weight", Double.toString(content));
    description.put("style weight", Double.toString(style));
    description.put("total variation weight", Double.toString(totalVariation));
    return description;
  }

  /**
   * Replaces the weight of the content.
   *
   * @param weight 0 … 3.4e38
   * @return the changed weights
   */
  public LossWeights withContent(double weight) {
    return new LossWeights(weight, style, totalVariation);
  }

  /**
   * Replaces the weight of the style.
   *
   * @param weight 0 … 3.4e38
   * @return the changed weights
   */
  public LossWeights withStyle(double weight) {
    return new LossWeights(content, weight, totalVariation);
  }

  /**
   * Replaces the weight of the total variation.
   *
   * @param weight 0 … 3.4e38
   * @return the changed weights
   */
  public LossWeights withTotalVariation(double weight) {
    return new LossWeights(content, style, weight);
  }
}
