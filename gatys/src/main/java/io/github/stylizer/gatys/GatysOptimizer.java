package io.github.stylizer.gatys;

/** How the picture is optimised. */
public enum GatysOptimizer {
  /**
   * L-BFGS as PyTorch's {@code optim.LBFGS}: 20 iterations and at most 25 evaluations a step,
   * history 100, tolerances 1e-7 (gradient) and 1e-9 (change), no line search. The default.
   */
  LBFGS(1.0),
  /** L-BFGS with a line search for the strong Wolfe conditions: never rises, a little slower. */
  LBFGS_STRONG_WOLFE(1.0),
  /** Adam: less memory, more evaluations. */
  ADAM(0.05);

  private final double learningRate;

  GatysOptimizer(double learningRate) {
    this.learningRate = learningRate;
  }

  /** The learning rate that is used unless another is given. */
  double defaultLearningRate() {
    return learningRate;
  }
}
