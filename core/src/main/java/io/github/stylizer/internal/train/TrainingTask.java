package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a training optimizes: the parameters, the loss of a batch of photos, and the file of the
 * result.
 */
public interface TrainingTask {

  /**
   * Returns the parameters to train.
   *
   * @return float32 arrays by name, in a fixed order; the training updates them in place
   */
  Map<String, NDArray> parameters();

  /**
   * Returns what a checkpoint must have besides the parameters and the optimizer.
   *
   * @return float32 arrays by name, with the same names and shapes at every call; not copies. A
   *     resumed training sets their values before its first step. None by default
   */
  default Map<String, NDArray> state() {
    return Map.of();
  }

  /**
   * Prepares what a step needs besides photos, such as paintings. Called outside the computation of
   * gradients. Every random choice must follow from {@code number} alone, so that a resumed
   * training repeats it, or from {@link #state()}. An interrupted step is not completed, so it may
   * change the state only in a way that its repetition continues from.
   *
   * @param number the number of the step, from 0; steps are requested in order
   * @return the loss of that step, which the caller closes before it requests the next one
   * @throws IOException if an input cannot be read
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  StepLoss step(long number) throws IOException, InterruptedException;

  /**
   * Called after a step has changed the parameters, or has been skipped, and before a checkpoint.
   * Does nothing by default.
   *
   * @param number the number of the step, from 0
   */
  default void completed(long number) {}

  /**
   * Describes what is trained and how. It is stored in checkpoints, and only a training with the
   * same description can resume from them.
   *
   * @return human-readable names and values
   */
  Map<String, String> description();

  /**
   * Writes the network of the steps so far.
   *
   * @param directory the training's directory
   * @param step the number of completed steps
   * @throws IOException if it cannot be written
   */
  void save(Path directory, long step) throws IOException;
}
