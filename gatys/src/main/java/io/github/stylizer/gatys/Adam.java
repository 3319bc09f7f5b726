package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Adam, Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">arXiv 1412.6980</a>, algorithm 1.
 * DJL's own keeps its moments in arrays that nobody can free.
 */
final class Adam implements Optimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final NDManager manager;
  private final NDArray point;
  private final float learningRate;
  private final NDArray mean;
  private final NDArray variance;
  private int steps;

  /**
   * Begins at a point.
   *
   * @param point {@code (n)}; changed in place by every step
   * @param learningRate about how far each number moves in a step
   */
  Adam(NDArray point, float learningRate) {
    this.manager = point.getManager().newSubManager();
    this.point = point;
    this.learningRate = learningRate;
    this.mean = manager.zeros(point.getShape());
    this.variance = manager.zeros(point.getShape());
  }

  @Override
  public Outcome step(Objective objective) throws InterruptedException {
    if (objective.exhausted()) {
      return Outcome.EXHAUSTED;
    }
    try (Objective.Evaluation evaluation = objective.evaluate(point);
        NDManager scope = manager.newSubManager()) {
      NDArray gradient = evaluation.gradient();
      gradient.attach(scope);
      if (!evaluation.isFinite() || !Float.isFinite(gradient.abs().sum().getFloat())) {
        return Outcome.NOT_FINITE;
      }
      steps++;
      mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
      variance.muli(BETA2).addi(gradient.square().mul(1 - BETA2));
      float meanCorrection = (float) (1 - Math.pow(BETA1, steps));
      float varianceCorrection = (float) (1 - Math.pow(BETA2, steps));
      NDArray scaled = gradientScale(scope, varianceCorrection);
      point.subi(scaled.mul(learningRate / meanCorrection));
      return Outcome.CONTINUE;
    }
  }

  private NDArray gradientScale(NDManager scope, float varianceCorrection) {
    NDArray deviation = variance.div(varianceCorrection);
    deviation.attach(scope);
    NDArray scaled = mean.div(deviation.sqrt().add(EPSILON));
    scaled.attach(scope);
    return scaled;
  }

  @Override
  public void close() {
    manager.close();
  }
}
