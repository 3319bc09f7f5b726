package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.torch.Gradients;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training step: computes the gradients of a batch's loss, clips them if they are long, and
 * applies {@link Adam}. Not safe for concurrent use. Owns the optimizer until {@link #close()}; the
 * task owns the parameters.
 */
final class TrainingStep implements AutoCloseable {
  // The square of a longer gradient overflows Adam's second moment, and its parameter would never
  // move again.
  private static final double LONGEST = 1e18;

  private final double learningRate;
  private final double maximumGradientNorm;
  private final Map<String, NDArray> parameters;
  private final Adam adam;

  /**
   * The outcome of a step.
   *
   * @param losses the value of each loss term before the step
   * @param measures {@link StepLoss#measures} before the step
   * @param gradientNorm the norm of the gradient of all parameters together, before clipping
   * @param skipped whether the step changed nothing, because the gradient was not finite or, after
   *     clipping, longer than 1e18
   */
  record Outcome(
      Map<String, Double> losses,
      Map<String, Double> measures,
      double gradientNorm,
      boolean skipped) {
    Outcome {
      losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
      measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }
  }

  /**
   * Starts with a new optimizer.
   *
   * @param task what is trained
   * @param learningRate roughly how far each parameter moves per step, above 0
   * @param maximumGradientNorm longer gradients are clipped to this norm; infinity to never clip
   */
  TrainingStep(TrainingTask task, double learningRate, double maximumGradientNorm) {
    this(task.parameters(), learningRate, maximumGradientNorm, new Adam(task.parameters()));
  }

  /** Continues with an existing optimizer, which this object then owns. */
  TrainingStep(TrainingTask task, TrainingSettings settings, Adam adam) {
    this(
        task.parameters(),
        settings.optimization().learningRate(),
        settings.optimization().maximumGradientNorm(),
        adam);
  }

  private TrainingStep(
      Map<String, NDArray> parameters, double learningRate, double maximumGradientNorm, Adam adam) {
    this.learningRate = learningRate;
    this.maximumGradientNorm = maximumGradientNorm;
    this.parameters = parameters;
    this.adam = adam;
  }

  /** The manager of the parameters. */
  NDManager manager() {
    return parameters.values().iterator().next().getManager();
  }

  Map<String, NDArray> optimizerState() {
    return adam.state();
  }

  /**
   * Takes a step. It changes nothing if the gradient is not finite, or so long that Adam would
   * never recover.
   *
   * @param loss the loss of the step; the caller closes it
   * @param photos {@code (N, 3, H, W)}, normalized; not modified
   * @return the outcome
   * @throws InterruptedException if the thread is interrupted while it waits for the gradient
   *     collector; nothing has changed then
   */
  Outcome run(StepLoss loss, NDArray photos) throws InterruptedException {
    return run(loss, photos, learningRate);
  }

  /** Takes a step as {@link #run(StepLoss, NDArray)} does, with a learning rate of its own. */
  Outcome run(StepLoss loss, NDArray photos, double rate) throws InterruptedException {
    Map<String, Double> losses = new LinkedHashMap<>();
    NDList points = new NDList(parameters.values());
    NDList gradients =
        Gradients.compute(
            points,
            variables -> {
              try (NDManager scratch = photos.getManager().newSubManager()) {
                NDArray batch = photos.stopGradient();
                batch.attach(scratch);
                LossTerms terms = loss.evaluate(named(variables), batch);
                losses.putAll(terms.values());
                NDArray total = terms.total();
                total.attach(variables.head().getManager());
                return total;
              }
            });
    try (gradients) {
      double norm = GradientNorm.of(gradients);
      boolean usable = Double.isFinite(norm) && Math.min(norm, maximumGradientNorm) <= LONGEST;
      if (usable) {
        GradientNorm.clip(gradients, norm, maximumGradientNorm);
        adam.step(gradients, rate);
      }
      return new Outcome(losses, loss.measures(), norm, !usable);
    }
  }

  private Map<String, NDArray> named(NDList variables) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    int i = 0;
    for (String name : parameters.keySet()) {
      named.put(name, variables.get(i++));
    }
    return named;
  }

  /** Frees the optimizer's state. A second call does nothing. */
  @Override
  public void close() {
    adam.close();
  }
}
