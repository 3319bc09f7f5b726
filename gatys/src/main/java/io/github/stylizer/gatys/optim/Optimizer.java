package io.github.stylizer.gatys.optim;

/** Minimizes an {@link Objective} step by step, changing its point in place. */
public interface Optimizer extends AutoCloseable {

  /** How a step ended. */
  enum Outcome {
    /** There is more to gain. */
    CONTINUE,
    /** Gradient or change are below the tolerance. */
    CONVERGED,
    /** The loss or the gradient is not finite: the point is of no use. */
    NOT_FINITE,
    /** The objective allows no further evaluation. */
    EXHAUSTED
  }

  /**
   * Makes one step, which may take several evaluations.
   *
   * @return how it ended
   * @throws InterruptedException if the thread is interrupted while it waits for its turn
   */
  Outcome step(Objective objective) throws InterruptedException;

  /** Frees the optimizer's state, but not the point. */
  @Override
  void close();
}
