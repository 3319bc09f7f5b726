package io.github.stylizer.internal.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Gradients of a function of one or many arrays. DJL has one gradient collector for the whole JVM;
 * here a second caller waits for the first instead of failing.
 */
public final class Gradients {
  private static final ReentrantLock COLLECTOR = new ReentrantLock(true);

  private Gradients() {}

  /**
   * Computes the gradient of {@code function} at {@code point}.
   *
   * @param point the variable; neither modified nor copied
   * @param function from the variable, attached to a manager that is closed afterwards, to a
   *     0-dimensional array; it may read values out of what it computes
   * @return the gradient, of the shape of {@code point}, attached to its manager
   * @throws InterruptedException if the thread is interrupted while it waits for its turn
   */
  public static NDArray compute(NDArray point, Function<NDArray, NDArray> function)
      throws InterruptedException {
    return compute(new NDList(point), variables -> function.apply(variables.head())).head();
  }

  /**
   * Computes the gradients of {@code function} with respect to many arrays at once.
   *
   * @param points the variables, at least one; neither modified nor copied
   * @param function from the variables, in the order of {@code points} and with their names,
   *     attached to a manager that is closed afterwards, to a 0-dimensional array; it may read
   *     intermediate values, and must use at least one of the variables
   * @return the gradients, in the order of {@code points} and of their shapes, each attached to the
   *     manager of its point; zeros for a point that the function does not use
   * @throws IllegalArgumentException if there are no points
   * @throws InterruptedException if the thread is interrupted while it waits for its turn
   */
  public static NDList compute(NDList points, Function<NDList, NDArray> function)
      throws InterruptedException {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one point");
    }
    NDArray first = points.head();
    COLLECTOR.lockInterruptibly();
    try (NDManager evaluation = first.getManager().newSubManager(first.getDevice())) {
      NDList variables = new NDList(points.size());
      points.forEach(point -> variables.add(variable(point, evaluation)));
      try (GradientCollector collector =
          Engine.getEngine(evaluation.getEngine().getEngineName()).newGradientCollector()) {
        // The function gets a new list, which it may modify.
        collector.backward(function.apply(new NDList(variables)));
      }
      NDList gradients = new NDList(points.size());
      for (int i = 0; i < points.size(); i++) {
        NDArray gradient = variables.get(i).getGradient();
        gradient.attach(points.get(i).getManager());
        gradients.add(gradient);
      }
      return gradients;
    } finally {
      COLLECTOR.unlock();
    }
  }

  /** A leaf of the graph that shares the memory of a point. */
  private static NDArray variable(NDArray point, NDManager manager) {
    NDArray variable = point.stopGradient();
    variable.attach(manager);
    variable.setName(point.getName());
    variable.setRequiresGradient(true);
    return variable;
  }
}
