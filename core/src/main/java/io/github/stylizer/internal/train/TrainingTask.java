package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a training optimizes: parameters, the loss of a batch of photos, and the result. */
public interface TrainingTask {

  /**
   * Returns what is trained.
   *
   * @return the arrays by name, in a fixed order, float32; the training changes them in place
   */
  Map<String, NDArray> parameters();

  /**
   * Prepares a step with what it needs besides photos, such as paintings. Called outside of the
   * computation of gradients. Every random choice has to follow from {@code number}, so that a
   * resumed training makes the same ones.
   *
   * @param number the number of the step, from 0; steps are asked for in order
   * @return the loss of that step, which the caller closes before it asks for the next one
   * @throws IOException if something cannot be read
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  StepLoss step(long number) throws IOException, InterruptedException;

  /**
   * Says what is trained and how. A checkpoint remembers it, and only a training that says the same
   * can resume from there.
   *
   * @return names and values, for a person to read
   */
  Map<String, String> description();

  /**
   * Writes the network with the present parameters.
   *
   * @param directory of the training
   * @param step how many steps are done
   * @throws IOException if it cannot be written
   */
  void save(Path directory, long step) throws IOException;
}
