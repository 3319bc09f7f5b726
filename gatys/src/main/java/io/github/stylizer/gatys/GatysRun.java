package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.gatys.optim.AdamOptimizer;
import io.github.stylizer.gatys.optim.Lbfgs;
import io.github.stylizer.gatys.optim.Objective;
import io.github.stylizer.gatys.optim.Optimizer;
import io.github.stylizer.internal.loss.LossGradient;
import io.github.stylizer.internal.loss.PerceptualGradient;
import io.github.stylizer.tensor.ImageTensors;
import java.time.Duration;
import java.util.Map;

/**
 * The optimization of one picture at one size. Keeps the best picture it has seen, begins again
 * from it with half the learning rate when the loss is no longer finite, and knows why it stopped.
 */
final class GatysRun implements Objective {
  private static final int RESTARTS = 5;
  private static final NDIndex ALL = new NDIndex(":");

  private final GatysOptions options;
  private final PerceptualGradient loss;
  private final ProgressListener listener;
  private final NDManager manager;
  private final Shape shape;
  private final NDArray point;
  private final long begin = System.nanoTime();

  private NDList contentTarget;
  private NDList styleTarget;
  private NDArray best;
  private Map<String, Double> losses = Map.of();
  private Map<String, Double> bestLosses = Map.of();
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int evaluations;
  private boolean interrupted;

  /**
   * Prepares the optimization.
   *
   * @param start {@code (1, 3, H, W)}, the picture to begin with; its manager owns what the run
   *     makes
   */
  GatysRun(
      GatysOptions options, PerceptualGradient loss, ProgressListener listener, NDArray start) {
    this.options = options;
    this.loss = loss;
    this.listener = listener;
    this.manager = start.getManager();
    this.shape = start.getShape();
    this.point = start.reshape(start.size()).duplicate();
    this.best = point.duplicate();
  }

  /**
   * Optimizes.
   *
   * @return {@code (1, 3, H, W)}, the picture with the lowest loss
   * @throws ArithmeticException if the loss was never finite
   */
  NDArray optimize(NDList content, NDList style) {
    this.contentTarget = content;
    this.styleTarget = style;
    String reason;
    try {
      reason = optimize();
    } catch (InterruptedException e) {
      interrupted = true;
      reason = "interrupted";
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    } else if (bestLosses.isEmpty()) {
      throw new ArithmeticException(
          "the loss was never finite, last it was " + losses + "; choose smaller weights");
    }
    NDArray result = best.reshape(shape);
    report(result, bestLosses, reason);
    return result;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  private String optimize() throws InterruptedException {
    double learningRate = options.learningRate;
    for (int restart = 0; restart <= RESTARTS; restart++) {
      try (Optimizer optimizer = optimizer((float) learningRate)) {
        Optimizer.Outcome outcome;
        do {
          outcome = optimizer.step(this);
        } while (outcome == Optimizer.Outcome.CONTINUE);
        if (outcome == Optimizer.Outcome.CONVERGED) {
          return "converged";
        }
        if (exhausted()) {
          return interrupted ? "interrupted" : "all evaluations are done";
        }
      }
      point.set(ALL, best);
      learningRate /= 2;
    }
    return "the loss was not finite " + (RESTARTS + 1) + " times; this is the best picture before";
  }

  private Optimizer optimizer(float learningRate) {
    return switch (options.optimizer) {
      case LBFGS -> new Lbfgs(point, learningRate, false);
      case LBFGS_STRONG_WOLFE -> new Lbfgs(point, learningRate, true);
      case ADAM -> new AdamOptimizer(point, learningRate);
    };
  }

  @Override
  public boolean exhausted() {
    if (Thread.currentThread().isInterrupted()) {
      interrupted = true;
    }
    return interrupted || evaluations >= options.evaluations;
  }

  @Override
  public Evaluation evaluate(NDArray at) throws InterruptedException {
    NDArray gradient;
    try (NDArray picture = at.reshape(shape)) {
      LossGradient evaluated = loss.at(picture, contentTarget, styleTarget);
      losses = evaluated.losses();
      gradient = evaluated.gradient().reshape(at.getShape());
      evaluated.gradient().close();
    }
    evaluations++;
    double total = losses.get("total");
    if (total < bestLoss) {
      bestLoss = total;
      bestLosses = losses;
      best.set(ALL, at);
    }
    report(at, losses, null);
    return new Evaluation((float) total, gradient);
  }

  private void report(NDArray picture, Map<String, Double> reported, String stopReason) {
    String stage = "optimizing %dx%d".formatted(shape.get(3), shape.get(2));
    listener.onProgress(
        new Progress(
            stage,
            evaluations,
            options.evaluations,
            reported,
            Duration.ofNanos(System.nanoTime() - begin),
            () -> {
              try (NDArray image = picture.reshape(shape)) {
                return ImageTensors.toImage(image);
              }
            },
            stopReason));
  }
}
