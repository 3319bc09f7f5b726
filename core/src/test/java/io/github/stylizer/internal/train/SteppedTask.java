package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Map;

/** Makes single steps of a task, without files, for the tests of the modules that have tasks. */
public final class SteppedTask implements AutoCloseable {
  private final TrainingTask task;
  private final TrainingStep optimizer;

  /**
   * Starts with the parameters of a task, without a limit to its gradients.
   *
   * @param task stays the caller's
   * @param learningRate of Adam
   */
  public SteppedTask(TrainingTask task, double learningRate) {
    this.task = task;
    this.optimizer = new TrainingStep(task, learningRate, Double.POSITIVE_INFINITY);
  }

  /**
   * Makes a step.
   *
   * @param number of the step
   * @param photos {@code (N, 3, H, W)}, normalized
   * @return the value of every term of the loss before the step
   * @throws IOException if the task cannot read what it needs
   * @throws InterruptedException if the thread is interrupted
   */
  public Map<String, Double> losses(long number, NDArray photos)
      throws IOException, InterruptedException {
    return run(number, photos).losses();
  }

  /**
   * Makes a step.
   *
   * @param number of the step
   * @param photos {@code (N, 3, H, W)}, normalized
   * @return the length of the gradient of all parameters together
   * @throws IOException if the task cannot read what it needs
   * @throws InterruptedException if the thread is interrupted
   */
  public double gradientNorm(long number, NDArray photos) throws IOException, InterruptedException {
    return run(number, photos).gradientNorm();
  }

  private TrainingStep.Outcome run(long number, NDArray photos)
      throws IOException, InterruptedException {
    TrainingStep.Outcome outcome;
    try (StepLoss loss = task.step(number)) {
      outcome = optimizer.run(loss, photos);
    }
    task.completed(number);
    return outcome;
  }

  /** Frees the optimizer's state. */
  @Override
  public void close() {
    optimizer.close();
  }
}
