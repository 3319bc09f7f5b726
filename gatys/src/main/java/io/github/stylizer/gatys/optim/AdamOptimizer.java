package io.github.stylizer.gatys.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.Map;

/** {@link Adam} on one array, with one evaluation per step. */
final class AdamOptimizer implements Optimizer {
  private final NDArray point;
  private final float learningRate;
  private final Adam adam;

  /**
   * Starts at a point.
   *
   * @param program from {@link Adam#compile}; the caller closes it
   * @param point {@code (n)}; changed in place by every step
   * @param learningRate about how far each number moves in a step
   */
  AdamOptimizer(TorchProgram program, NDArray point, float learningRate) {
    this.point = point;
    this.learningRate = learningRate;
    this.adam = new Adam(Map.of("picture", point), program);
  }

  @Override
  public Outcome step(Objective objective) throws InterruptedException {
    if (objective.exhausted()) {
      return Outcome.EXHAUSTED;
    }
    try (Objective.Evaluation evaluation = objective.evaluate(point)) {
      if (!evaluation.isFinite() || !Float.isFinite(MaximumNorm.of(evaluation.gradient()))) {
        return Outcome.NOT_FINITE;
      }
      adam.step(new NDList(evaluation.gradient()), learningRate);
      return Outcome.CONTINUE;
    }
  }

  @Override
  public void close() {
    adam.close();
  }
}
