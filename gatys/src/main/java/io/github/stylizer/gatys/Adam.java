package io.github.stylizer.gatys;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.tracker.Tracker;
import java.util.Map;
import java.util.function.Function;

/**
 * Adam, Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">arXiv 1412.6980</a>, computed by
 * DJL's {@link ai.djl.training.optimizer.Adam}.
 */
final class Adam implements Optimizer {
  private final NDManager manager;
  private final NDArray point;
  private final ai.djl.training.optimizer.Adam update;

  /**
   * Begins at a point.
   *
   * @param point {@code (n)}; changed in place by every step
   * @param learningRate about how far each number moves in a step
   */
  Adam(NDArray point, float learningRate) {
    this.manager = point.getManager().newSubManager();
    this.point = point;
    this.update = new OwnedMoments(learningRate, manager);
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
      update.update("picture", point, evaluation.gradient());
      return Outcome.CONTINUE;
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  /**
   * DJL detaches the moments from every manager, so that they are never freed; here they are given
   * an owner.
   */
  private static final class OwnedMoments extends ai.djl.training.optimizer.Adam {
    private final NDManager owner;

    OwnedMoments(float learningRate, NDManager owner) {
      super(builder().optLearningRateTracker(Tracker.fixed(learningRate)));
      this.owner = owner;
    }

    @Override
    protected NDArray withDefaultState(
        Map<String, Map<Device, NDArray>> state,
        String key,
        Device device,
        Function<String, NDArray> defaultFunction) {
      NDArray moment = super.withDefaultState(state, key, device, defaultFunction);
      moment.attach(owner);
      return moment;
    }
  }
}
