package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;

/** Provides the styles of a training. Not safe for concurrent use. */
interface StyleSampler extends AutoCloseable {

  /**
   * Returns the styles of a step, which follow from its number alone.
   *
   * @param step the number of the step, from 0; steps are requested in order
   * @param manager the owner of the result
   * @return what the loss compares with each of S paintings, {@code (S, numbers)}, a new array; the
   *     first numbers are the statistics
   * @throws IOException if no painting can be read
   * @throws InterruptedException if the thread is interrupted while it waits for one
   */
  NDArray statistics(long step, NDManager manager) throws IOException, InterruptedException;

  /**
   * Returns the network's input for the same paintings.
   *
   * @param step the number of the step
   * @param statistics the result of {@link #statistics} for it
   * @param manager the owner of a new result
   * @return {@code statistics} itself, unless the network reads paintings with a different
   *     extractor
   * @throws IOException if no painting can be read
   * @throws InterruptedException if the thread is interrupted while it waits for one
   */
  default NDArray encoderInput(long step, NDArray statistics, NDManager manager)
      throws IOException, InterruptedException {
    return statistics;
  }

  /**
   * Sets the mean and the standard deviation that statistics are normalized with, if this source
   * knows them for all paintings.
   *
   * @param parameters of a new network; modified
   */
  void normalize(MetaNetParameters parameters);

  /**
   * Identifies the source, for checkpoints.
   *
   * @return one line
   */
  String description();

  @Override
  void close();
}
