package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.loss.LossTerms;
import java.util.Map;

/** The loss of one step of a {@link TrainingTask}, with its inputs other than photos. */
@FunctionalInterface
public interface StepLoss extends AutoCloseable {

  /**
   * Computes the loss of one batch.
   *
   * @param variables the parameters, in the order of {@link TrainingTask#parameters()}, as arrays
   *     that record gradients
   * @param photos {@code (N, 3, H, W)}, normalized; not modified
   * @return the terms, attached to the manager of {@code photos}
   */
  LossTerms evaluate(Map<String, NDArray> variables, NDArray photos);

  /**
   * Returns further metrics of the last {@link #evaluate}.
   *
   * @return values by name, with the same names in the same order at each step; none by default
   */
  default Map<String, Double> measures() {
    return Map.of();
  }

  /** Frees the inputs of the step. */
  @Override
  default void close() {}
}
