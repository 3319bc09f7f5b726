package io.github.stylizer.gatys.optim;

import ai.djl.ndarray.NDArray;

/** What an optimizer minimizes. */
public interface Objective {

  /**
   * A value and its gradient.
   *
   * @param loss the value
   * @param gradient {@code (n)}; the receiver closes it
   */
  record Evaluation(float loss, NDArray gradient) implements AutoCloseable {
    boolean isFinite() {
      return Float.isFinite(loss);
    }

    @Override
    public void close() {
      gradient.close();
    }
  }

  /**
   * Evaluates the objective.
   *
   * @param point {@code (n)}; not modified
   * @return the value, and the gradient, attached to the point's manager
   * @throws InterruptedException if the thread is interrupted while it waits for its turn
   */
  Evaluation evaluate(NDArray point) throws InterruptedException;

  /** Whether no further evaluation is allowed. */
  boolean exhausted();
}
