package io.github.stylizer.gatys.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.torch.TorchProgram;
import org.jspecify.annotations.Nullable;

/**
 * L-BFGS with the semantics of PyTorch's {@code torch.optim.LBFGS}, so that published settings mean
 * the same here: state is kept between steps, the last iteration of a step moves the point without
 * evaluating it, and the first direction ever is scaled by {@code min(1, 1/|gradient|₁)}.
 */
final class Lbfgs implements Optimizer {
  private static final int ITERATIONS = 20;
  private static final int EVALUATIONS = 25;
  private static final int HISTORY = 100;
  private static final float GRADIENT_TOLERANCE = 1e-7f;
  private static final float CHANGE_TOLERANCE = 1e-9f;

  private final NDManager manager;
  private final NDArray point;
  private final float learningRate;
  private final @Nullable StrongWolfe lineSearch;
  private final LbfgsHistory history;

  // These three are null until the first step sets them.
  @SuppressWarnings("NullAway.Init")
  private NDArray direction;

  @SuppressWarnings("NullAway.Init")
  private NDArray previousGradient;

  @SuppressWarnings("NullAway.Init")
  private Objective.Evaluation current;

  private float stepLength;
  private float largestGradient;

  /**
   * Starts at a point.
   *
   * @param program from {@link LbfgsHistory#compile}; the caller closes it
   * @param point {@code (n)}; changed in place by every step
   * @param learningRate the step length relative to the quasi-Newton step
   * @param lineSearch whether a line search finds the length
   */
  Lbfgs(TorchProgram program, NDArray point, float learningRate, boolean lineSearch) {
    this.manager = point.getManager().newSubManager();
    this.point = point;
    this.learningRate = learningRate;
    this.lineSearch = lineSearch ? new StrongWolfe(CHANGE_TOLERANCE, EVALUATIONS) : null;
    this.history = new LbfgsHistory(HISTORY, program, manager);
  }

  @Override
  public Outcome step(Objective objective) throws InterruptedException {
    if (objective.exhausted()) {
      return Outcome.EXHAUSTED;
    }
    int evaluations = 0;
    // PyTorch always evaluates here, but a line search has already evaluated its end point.
    if (current == null || lineSearch == null) {
      accept(objective.evaluate(point));
      evaluations++;
    }
    if (isNotFinite()) {
      return Outcome.NOT_FINITE;
    }
    if (isFlat()) {
      return Outcome.CONVERGED;
    }
    for (int iteration = 1; ; iteration++) {
      chooseDirection();
      float slope = dot(current.gradient(), direction);
      if (Float.isNaN(slope)) {
        return Outcome.NOT_FINITE;
      }
      if (slope > -CHANGE_TOLERANCE) {
        return Outcome.CONVERGED;
      }
      float previousLoss = current.loss();
      if (lineSearch == null) {
        move();
        if (iteration == ITERATIONS) {
          return Outcome.CONTINUE;
        }
        if (objective.exhausted()) {
          return Outcome.EXHAUSTED;
        }
        accept(objective.evaluate(point));
        evaluations++;
      } else {
        StrongWolfe.Result found =
            lineSearch.search(objective, point, direction, stepLength, current, slope);
        stepLength = found.length();
        move();
        accept(found.evaluation());
        evaluations += found.evaluations();
      }
      if (isNotFinite()) {
        return Outcome.NOT_FINITE;
      }
      if (objective.exhausted()) {
        return Outcome.EXHAUSTED;
      }
      if (stepLength == 0) {
        // Another step would search along the same direction from the same point.
        return Outcome.CONVERGED;
      }
      if (iteration == ITERATIONS || evaluations >= EVALUATIONS) {
        return Outcome.CONTINUE;
      }
      if (isFlat() || isStill(previousLoss)) {
        return Outcome.CONVERGED;
      }
    }
  }

  private void chooseDirection() {
    NDArray gradient = current.gradient();
    boolean first = direction == null;
    if (!first) {
      try (NDArray change = gradient.sub(previousGradient);
          NDArray step = direction.mul(stepLength)) {
        history.add(step, change);
      }
      direction.close();
      previousGradient.close();
    }
    direction = history.direction(gradient);
    previousGradient = gradient.duplicate();
    if (first) {
      try (NDArray magnitude = gradient.abs();
          NDArray sum = magnitude.sum()) {
        stepLength = Math.min(1f, 1f / sum.getFloat()) * learningRate;
      }
    } else {
      stepLength = learningRate;
    }
  }

  private void move() {
    try (NDArray step = direction.mul(stepLength)) {
      point.addi(step);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same evaluation, whose gradient must stay open
  private void accept(Objective.Evaluation evaluation) {
    if (current != null && current != evaluation) {
      current.close();
    }
    current = evaluation;
    current.gradient().attach(manager);
    largestGradient = MaximumNorm.of(current.gradient());
  }

  private boolean isNotFinite() {
    return !current.isFinite() || !Float.isFinite(largestGradient);
  }

  private boolean isFlat() {
    return largestGradient <= GRADIENT_TOLERANCE;
  }

  private boolean isStill(float previousLoss) {
    return MaximumNorm.of(direction) * stepLength <= CHANGE_TOLERANCE
        || Math.abs(current.loss() - previousLoss) < CHANGE_TOLERANCE;
  }

  private static float dot(NDArray a, NDArray b) {
    try (NDArray product = a.dot(b)) {
      return product.getFloat();
    }
  }

  @Override
  public void close() {
    history.close();
    manager.close();
  }
}
