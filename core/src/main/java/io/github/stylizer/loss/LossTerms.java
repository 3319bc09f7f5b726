package io.github.stylizer.loss;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The terms of a {@link PerceptualLoss} or {@link StatisticsLoss}, each multiplied by its weight.
 * All are 0-dimensional arrays that gradients flow through; reading their values waits for the
 * computation.
 *
 * @param content how far the content is from the photo's
 * @param style how far the style is from the painting's
 * @param totalVariation how uneven the picture is; null if its weight is 0
 * @param total the sum of the terms
 */
public record LossTerms(NDArray content, NDArray style, NDArray totalVariation, NDArray total) {

  /**
   * Reads the values of all terms.
   *
   * @return {@code content}, {@code style}, {@code total variation} if it is used, and {@code
   *     total}, in this order
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("content", (double) content.getFloat());
    values.put("style", (double) style.getFloat());
    if (totalVariation != null) {
      values.put("total variation", (double) totalVariation.getFloat());
    }
    values.put("total", (double) total.getFloat());
    return values;
  }
}
