package io.github.stylizer.gatys;

/** How the result is optimized. */
public enum GatysOptimizer {
  /**
   * L-BFGS as PyTorch's {@code optim.LBFGS}: 20 iterations and at most 25 evaluations a step,
   * history 100, tolerances 1e-7 (gradient) and 1e-9 (change), no line search. The paper's choice;
   * on some photos the loss rises a hundredfold or stalls before it falls.
   */
  LBFGS(1.0),
  /**
   * L-BFGS with PyTorch's {@code strong_wolfe} line search. The loss never rises from step to step.
   * The default.
   */
  LBFGS_STRONG_WOLFE(1.0),
  /** Adam: less memory, more evaluations. */
  ADAM(0.05);

  private final double learningRate;

  GatysOptimizer(double learningRate) {
    this.learningRate = learningRate;
  }

  /** The default learning rate. */
  double defaultLearningRate() {
    return learningRate;
  }
}
