package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.gatys.optim.Objective;
import io.github.stylizer.internal.loss.GuidedStyle;
import io.github.stylizer.internal.loss.LossGradient;
import io.github.stylizer.internal.loss.PerceptualGradient;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.Computation;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The perceptual loss as an objective: counts evaluations, and keeps the best point. It takes a
 * turn for each evaluation, not for the whole run, so that minutes of optimization do not block
 * other calls.
 */
final class GatysObjective implements Objective {
  private static final NDIndex ALL = new NDIndex(":");

  private final CloseGuard guard;
  private final PerceptualGradient loss;
  private final Computation<Targets, InterruptedException> source;
  private final Shape shape;
  private final int limit;
  private final BiConsumer<NDArray, Map<String, Double>> listener;
  private final NDArray best;
  private @Nullable Targets targets;
  private Map<String, Double> losses = Map.of();
  private Map<String, Double> bestLosses = Map.of();
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int evaluations;
  private boolean interrupted;

  /**
   * The targets of the loss.
   *
   * @param content the features of the photo
   * @param styles the Gram matrices of the paintings, and where they count
   */
  record Targets(NDList content, List<GuidedStyle> styles) {}

  /**
   * Creates the objective.
   *
   * @param guard the model's, which the listener may close
   * @param source computes the targets before the first evaluation
   * @param start {@code (1, 3, H, W)}, the best point until there is a better one
   * @param limit the maximum number of evaluations
   * @param listener called after every evaluation with the point and its losses
   */
  GatysObjective(
      CloseGuard guard,
      PerceptualGradient loss,
      Computation<Targets, InterruptedException> source,
      NDArray start,
      int limit,
      BiConsumer<NDArray, Map<String, Double>> listener) {
    this.guard = guard;
    this.loss = loss;
    this.source = source;
    this.shape = start.getShape();
    this.limit = limit;
    this.listener = listener;
    this.best = start.reshape(start.size()).duplicate();
  }

  @Override
  public boolean exhausted() {
    if (Thread.currentThread().isInterrupted()) {
      interrupted = true;
    }
    return interrupted || evaluations >= limit;
  }

  @Override
  public Evaluation evaluate(NDArray at) throws InterruptedException {
    // The listener may have closed the model.
    guard.requireOpen();
    LossGradient evaluated;
    try (NDArray picture = at.reshape(shape)) {
      Targets goal = targets == null ? source.compute() : targets;
      targets = goal;
      evaluated = ConcurrencyLimit.step(() -> loss.at(picture, goal.content(), goal.styles()));
    } catch (InterruptedException | PaintingInterruptedException e) {
      interrupted = true;
      throw new InterruptedException(e.getMessage());
    }
    losses = evaluated.losses();
    NDArray gradient = evaluated.gradient().reshape(at.getShape());
    evaluated.gradient().close();
    evaluations++;
    double total = losses.getOrDefault("total", Double.NaN);
    if (total < bestLoss) {
      bestLoss = total;
      bestLosses = losses;
      best.set(ALL, at);
    }
    listener.accept(at, losses);
    return new Evaluation((float) total, gradient);
  }

  /** The point with the lowest loss, {@code (n)}: the start if no loss was finite. */
  NDArray best() {
    return best;
  }

  /** The losses of the best point; empty if none was finite. */
  Map<String, Double> bestLosses() {
    return bestLosses;
  }

  /** The losses of the last point. */
  Map<String, Double> losses() {
    return losses;
  }

  int evaluations() {
    return evaluations;
  }

  /** Whether an interrupt ended the evaluations. */
  boolean isInterrupted() {
    return interrupted;
  }
}
