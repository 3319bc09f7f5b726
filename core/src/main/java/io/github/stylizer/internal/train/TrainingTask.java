package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.loss.LossTerms;
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
   * Makes ready what a step needs besides photos, such as paintings. Called before {@link #loss},
   * with the same number, outside of the computation of gradients.
   *
   * @param step the number of the step, from 0
   * @throws IOException if it cannot be read
   * @throws InterruptedException if the thread is interrupted meanwhile; the step is not made then
   */
  default void prepare(long step) throws IOException, InterruptedException {}

  /**
   * Computes the loss of one batch. Every random choice has to follow from {@code step}, so that a
   * resumed training makes the same ones.
   *
   * @param variables the parameters, in the order of {@link #parameters()}, as arrays that
   *     gradients flow into
   * @param photos {@code (N, 3, H, W)}, normalized; not modified
   * @param step the number of the step, from 0
   * @return the terms, attached to the manager of {@code photos}
   */
  LossTerms loss(Map<String, NDArray> variables, NDArray photos, long step);

  /**
   * Measures what should be watched besides losses and gradients. Called after every step.
   *
   * @return numbers by name, in one order, the same names each time; none by default
   */
  default Map<String, Double> measures() {
    return Map.of();
  }

  /**
   * Paints a photo with the present parameters.
   *
   * @param photo {@code (1, 3, H, W)}, normalized; not modified
   * @return of the same shape, attached to the manager of {@code photo}
   */
  NDArray paint(NDArray photo);

  /**
   * Says what is trained and how. A checkpoint remembers it, and only a training that says the same
   * can go on from there.
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
