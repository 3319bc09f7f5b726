package io.github.stylizer.gatys.optim;

/** Minimizes an {@link Objective} step by step, changing its point in place. */
public interface Optimizer extends AutoCloseable {

  /** How a step ended. */
  enum Outcome {
    /** Not converged yet. */
    CONTINUE,
    /** The gradient or the change is below its tolerance. */
    CONVERGED,
    /** The loss or the gradient is not finite: the point is unusable. */
    NOT_FINITE,
    /** The objective is exhausted. */
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
