package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StylizerException;
import io.github.stylizer.gatys.optim.Optimizer;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.Computation;
import io.github.stylizer.tensor.ImageTensors;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One optimization at one size. Restarts from the best point with half the learning rate when the
 * loss is not finite, and reports why it stopped.
 */
final class GatysRun {
  private static final int RESTARTS = 5;
  private static final NDIndex ALL = new NDIndex(":");

  private final GatysOptions options;
  private final GatysPrograms programs;
  private final ProgressListener listener;
  private final Shape shape;
  private final NDArray point;
  private final GatysObjective objective;
  private final long begin = System.nanoTime();

  /**
   * Creates the optimization.
   *
   * @param guard the model's
   * @param targets computes the targets of the loss
   * @param start {@code (1, 3, H, W)}; its manager owns the run's arrays
   */
  GatysRun(
      GatysOptions options,
      CloseGuard guard,
      GatysPrograms programs,
      Computation<GatysObjective.Targets, InterruptedException> targets,
      NDArray start,
      ProgressListener listener) {
    this.options = options;
    this.programs = programs;
    this.listener = listener;
    this.shape = start.getShape();
    this.point = start.reshape(start.size()).duplicate();
    this.objective =
        new GatysObjective(
            guard,
            programs.loss(),
            targets,
            start,
            options.evaluations(),
            (at, losses) -> report(at, losses, null));
  }

  /**
   * Optimizes.
   *
   * @return {@code (1, 3, H, W)}, the point with the lowest loss
   * @throws StylizerException if the loss was never finite
   */
  NDArray optimize() {
    String reason;
    try {
      reason = minimize();
    } catch (InterruptedException e) {
      reason = "interrupted";
    }
    if (isInterrupted()) {
      Thread.currentThread().interrupt();
    } else if (objective.bestLosses().isEmpty()) {
      throw new StylizerException(
          "the loss was never finite, last "
              + objective.losses()
              + ": use smaller weights of the losses, or a feature extractor whose weights are not"
              + " damaged");
    }
    NDArray result = objective.best().reshape(shape);
    report(result, objective.bestLosses(), reason);
    return result;
  }

  boolean isInterrupted() {
    return objective.isInterrupted();
  }

  private String minimize() throws InterruptedException {
    double learningRate = options.learningRate();
    for (int restart = 0; restart <= RESTARTS; restart++) {
      try (Optimizer optimizer = programs.optimizer().start(point, (float) learningRate)) {
        Optimizer.Outcome outcome;
        do {
          outcome = optimizer.step(objective);
        } while (outcome == Optimizer.Outcome.CONTINUE);
        if (outcome == Optimizer.Outcome.CONVERGED) {
          return "converged";
        }
        if (objective.exhausted()) {
          return isInterrupted() ? "interrupted" : "evaluation limit reached";
        }
      }
      point.set(ALL, objective.best());
      learningRate /= 2;
    }
    return "the loss was not finite " + (RESTARTS + 1) + " times; keeping the best result before";
  }

  private void report(NDArray picture, Map<String, Double> losses, @Nullable String stopReason) {
    String stage = String.format(Locale.ROOT, "optimizing %dx%d", shape.get(3), shape.get(2));
    listener.onProgress(
        new Progress(
            stage,
            objective.evaluations(),
            options.evaluations(),
            losses,
            Duration.ofNanos(System.nanoTime() - begin),
            () -> {
              try (NDArray image = picture.reshape(shape)) {
                return ImageTensors.toImage(image);
              }
            },
            stopReason));
  }
}
