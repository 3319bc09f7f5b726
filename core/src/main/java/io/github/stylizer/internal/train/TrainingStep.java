package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.torch.Gradients;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a training: gradients of a batch's loss, guarded, then {@link Adam}. For one thread
 * at a time; owns the optimizer's state until {@link #close()}, the parameters stay the task's.
 */
final class TrainingStep implements AutoCloseable {
  // The square of a longer one makes the second moment of Adam infinite, and then a parameter never
  // moves again.
  private static final double LONGEST = 1e18;

  private final double learningRate;
  private final double maximumGradientNorm;
  private final Map<String, NDArray> parameters;
  private final Adam adam;

  /**
   * What a step did.
   *
   * @param losses the value of every term of the loss, before the step
   * @param measures of the loss, before the step
   * @param gradientNorm the length of the gradient of all parameters together, before clipping
   * @param skipped whether nothing was changed, because the gradient was not finite or, after
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
   * Begins a training.
   *
   * @param task what is trained
   * @param learningRate about how far each parameter moves in a step, above 0
   * @param maximumGradientNorm a longer gradient is shortened to this length; infinity for never
   */
  TrainingStep(TrainingTask task, double learningRate, double maximumGradientNorm) {
    this(task.parameters(), learningRate, maximumGradientNorm, new Adam(task.parameters()));
  }

  /** Goes on with the state of an optimizer, which belongs to the step from now on. */
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
   * Makes a step. A step whose gradient is not finite changes nothing, nor does one that is so long
   * that Adam would never recover.
   *
   * @param loss of the step; stays the caller's
   * @param photos {@code (N, 3, H, W)}, normalized; not modified
   * @return what it did
   * @throws InterruptedException if the thread is interrupted while it waits for the gradient
   *     collector; nothing has changed then
   */
  Outcome run(StepLoss loss, NDArray photos) throws InterruptedException {
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
        adam.step(gradients, learningRate);
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
