package io.github.stylizer.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Gradients of a function of one array. DJL has one gradient collector for the whole JVM; here a
 * second caller waits for the first instead of failing.
 */
public final class Gradients {
  private static final ReentrantLock COLLECTOR = new ReentrantLock(true);

  private Gradients() {}

  /**
   * Computes the gradient of {@code function} at {@code point}.
   *
   * @param point the variable; not modified
   * @param function from the variable, attached to a manager that is closed afterwards, to a
   *     0-dimensional array; it may read values out of what it computes
   * @return the gradient, of the shape of {@code point}, attached to its manager
   * @throws InterruptedException if the thread is interrupted while it waits for its turn
   */
  public static NDArray at(NDArray point, Function<NDArray, NDArray> function)
      throws InterruptedException {
    COLLECTOR.lockInterruptibly();
    try (NDManager evaluation = point.getManager().newSubManager(point.getDevice())) {
      NDArray variable = point.duplicate();
      variable.attach(evaluation);
      variable.setRequiresGradient(true);
      try (GradientCollector collector =
          Engine.getEngine(evaluation.getEngine().getEngineName()).newGradientCollector()) {
        collector.backward(function.apply(variable));
      }
      NDArray gradient = variable.getGradient();
      gradient.attach(point.getManager());
      return gradient;
    } finally {
      COLLECTOR.unlock();
    }
  }
}
