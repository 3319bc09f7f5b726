package io.github.stylizer.gatys.optim;

import ai.djl.ndarray.NDArray;

/**
 * A line search for a step that satisfies the strong Wolfe conditions: Nocedal and Wright,
 * Numerical Optimization, algorithms 3.5 (bracketing) and 3.6 (zoom), with the constants and
 * safeguards of PyTorch's {@code strong_wolfe}.
 */
final class StrongWolfe {
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;

  private final double tolerance;
  private final int maxEvaluations;

  StrongWolfe(double tolerance, int maxEvaluations) {
    this.tolerance = tolerance;
    this.maxEvaluations = maxEvaluations;
  }

  /**
   * Where a search ended.
   *
   * @param length the step length; 0 if no step improves
   * @param evaluation value and gradient there; the start's own if {@code length} is 0
   * @param evaluations how many evaluations it took
   */
  record Result(float length, Objective.Evaluation evaluation, int evaluations) {}

  private record Trial(double length, Objective.Evaluation evaluation, double slope) {
    double loss() {
      return evaluation.isFinite() ? evaluation.loss() : Double.POSITIVE_INFINITY;
    }
  }

  /**
   * Searches.
   *
   * @param point {@code (n)}; not modified
   * @param direction {@code (n)}, a direction of descent; not modified
   * @param firstLength the length to try first, above 0
   * @param start the evaluation at {@code point}; the caller closes it
   * @param slope the directional derivative there, below 0
   */
  Result search(
      Objective objective,
      NDArray point,
      NDArray direction,
      float firstLength,
      Objective.Evaluation start,
      float slope)
      throws InterruptedException {
    return new Search(objective, point, direction, new Trial(0, start, slope)).run(firstLength);
  }

  /** One search and the two trials that bracket a good step. */
  private final class Search {
    private final Objective objective;
    private final NDArray point;
    private final NDArray direction;
    private final double reach;
    private final Trial start;
    private Trial low;

    // Null until a step is bracketed.
    @SuppressWarnings("NullAway.Init")
    private Trial high;

    private int evaluations;

    Search(Objective objective, NDArray point, NDArray direction, Trial start) {
      this.objective = objective;
      this.point = point;
      this.direction = direction;
      this.start = start;
      this.low = start;
      this.reach = MaximumNorm.of(direction);
    }

    Result run(double firstLength) throws InterruptedException {
      if (!mayGoOn()) {
        return new Result(0, start.evaluation, 0);
      }
      if (!bracket(firstLength)) {
        zoom();
      }
      if (high != null) {
        discard(high);
      }
      return new Result((float) low.length, low.evaluation, evaluations);
    }

    /** Lengthens the step until a good one is found (true) or bracketed (false). */
    private boolean bracket(double firstLength) throws InterruptedException {
      Trial previous = start;
      Trial trial = evaluate(firstLength);
      while (true) {
        if (isTooHigh(trial) || (evaluations > 1 && trial.loss() >= previous.loss())) {
          low = previous;
          high = trial;
          return false;
        }
        if (isFlatEnough(trial) || !mayGoOn()) {
          discard(previous);
          low = trial;
          return true;
        }
        if (trial.slope >= 0) {
          low = trial;
          high = previous;
          return false;
        }
        double next =
            interpolate(
                previous,
                trial,
                trial.length + 0.01 * (trial.length - previous.length),
                trial.length * 10);
        discard(previous);
        previous = trial;
        trial = evaluate(next);
      }
    }

    /** Narrows the bracket; {@code low} is always the better end. */
    private void zoom() throws InterruptedException {
      boolean stalled = false;
      while (mayGoOn() && Math.abs(high.length - low.length) * reach >= tolerance) {
        double left = Math.min(low.length, high.length);
        double right = Math.max(low.length, high.length);
        double length = interpolate(low, high, left, right);
        double margin = 0.1 * (right - left);
        boolean nearEnd = Math.min(right - length, length - left) < margin;
        if (nearEnd && (stalled || length >= right || length <= left)) {
          boolean nearRight = Math.abs(length - right) < Math.abs(length - left);
          length = nearRight ? right - margin : left + margin;
          stalled = false;
        } else {
          stalled = nearEnd;
        }
        Trial trial = evaluate(length);
        if (isTooHigh(trial) || trial.loss() >= low.loss()) {
          discard(high);
          high = trial;
        } else if (isFlatEnough(trial)) {
          discard(low);
          low = trial;
          return;
        } else {
          // The minimum lies between the new low and the end towards which the slope descends.
          if (trial.slope * (high.length - low.length) >= 0) {
            discard(high);
            high = low;
          } else {
            discard(low);
          }
          low = trial;
        }
      }
    }

    private boolean mayGoOn() {
      return evaluations < maxEvaluations && !objective.exhausted();
    }

    private boolean isTooHigh(Trial trial) {
      return trial.loss() > start.loss() + SUFFICIENT_DECREASE * trial.length * start.slope;
    }

    private boolean isFlatEnough(Trial trial) {
      return Math.abs(trial.slope) <= -CURVATURE * start.slope;
    }

    private Trial evaluate(double length) throws InterruptedException {
      try (NDArray step = direction.mul((float) length);
          NDArray there = point.add(step)) {
        Objective.Evaluation evaluation = objective.evaluate(there);
        evaluations++;
        try (NDArray slope = evaluation.gradient().dot(direction)) {
          return new Trial(length, evaluation, slope.getFloat());
        }
      }
    }

    @SuppressWarnings("ReferenceEquality") // that very evaluation belongs to the caller
    private void discard(Trial trial) {
      if (trial.evaluation != start.evaluation) {
        trial.evaluation.close();
      }
    }
  }

  /** The minimum of the cubic through two values and slopes, kept within bounds. */
  private static double interpolate(Trial a, Trial b, double minimum, double maximum) {
    Trial left = a.length <= b.length ? a : b;
    Trial right = a.length <= b.length ? b : a;
    double width = right.length - left.length;
    double d1 = left.slope + right.slope - 3 * (left.loss() - right.loss()) / -width;
    double square = d1 * d1 - left.slope * right.slope;
    if (!(square >= 0) || Double.isInfinite(square)) {
      return (minimum + maximum) / 2;
    }
    double d2 = Math.sqrt(square);
    double length =
        right.length - width * (right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2);
    return Double.isNaN(length)
        ? (minimum + maximum) / 2
        : Math.min(Math.max(length, minimum), maximum);
  }
}
