package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@link PerceptualLoss} and its gradient at a picture.
 *
 * @param losses each term multiplied by its weight: {@code content}, {@code style}, {@code total
 *     variation} if it is used, and {@code total}, in this order
 * @param gradient by the pixels, {@code (1, 3, H, W)}; the receiver closes it
 */
public record LossGradient(Map<String, Double> losses, NDArray gradient) {

  /**
   * Keeps a copy of the losses in their order.
   *
   * @param losses each term multiplied by its weight
   * @param gradient by the pixels
   */
  public LossGradient {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
  }
}
