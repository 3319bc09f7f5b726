package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.loss.LossTerms;
import java.util.Map;

/** The loss of one step of a {@link TrainingTask}, with what it needs besides photos. */
@FunctionalInterface
public interface StepLoss extends AutoCloseable {

  /**
   * Computes the loss of one batch.
   *
   * @param variables the parameters, in the order of {@link TrainingTask#parameters()}, as arrays
   *     that gradients flow into
   * @param photos {@code (N, 3, H, W)}, normalized; not modified
   * @return the terms, attached to the manager of {@code photos}
   */
  LossTerms evaluate(Map<String, NDArray> variables, NDArray photos);

  /**
   * Returns what should be watched besides losses and gradients, as {@link #evaluate} found it.
   *
   * @return numbers by name, in one order, the same names at each step; none by default
   */
  default Map<String, Double> measures() {
    return Map.of();
  }

  /** Frees what the step needed. */
  @Override
  default void close() {}
}
