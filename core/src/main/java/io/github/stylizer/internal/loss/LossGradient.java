package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of a {@link PerceptualLoss} and its gradient with respect to an image.
 *
 * @param losses each term multiplied by its weight: {@code content}, {@code style}, {@code total
 *     variation} if it is used, and {@code total}, in this order
 * @param gradient {@code (1, 3, H, W)}; the receiver closes it
 */
public record LossGradient(Map<String, Double> losses, NDArray gradient) {

  /**
   * Copies the losses.
   *
   * @param losses each term multiplied by its weight
   * @param gradient with respect to the image
   */
  public LossGradient {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
  }
}
