package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;

/** Where a training takes its styles from. For one thread at a time. */
interface StyleSampler extends AutoCloseable {

  /**
   * Returns the styles of a step, which follow from its number alone.
   *
   * @param step the number of the step, from 0; steps are asked for in order
   * @param manager the owner of the result
   * @return the statistics {@code (S, statistics)} of S paintings, a new array
   * @throws IOException if no painting can be read
   * @throws InterruptedException if the thread is interrupted while it waits for one
   */
  NDArray statistics(long step, NDManager manager) throws IOException, InterruptedException;

  /**
   * Returns what the network reads of the same paintings.
   *
   * @param step the number of the step
   * @param statistics what {@link #statistics} has returned for it
   * @param manager the owner of a new result
   * @return {@code statistics} itself, unless the network reads paintings by an extractor of its
   *     own
   * @throws IOException if no painting can be read
   * @throws InterruptedException if the thread is interrupted while it waits for one
   */
  default NDArray encoderInput(long step, NDArray statistics, NDManager manager)
      throws IOException, InterruptedException {
    return statistics;
  }

  /**
   * Sets what statistics are normalized with, where this source knows the mean and the standard
   * deviation over all paintings.
   *
   * @param parameters of a new network; changed
   */
  void normalize(MetaNetParameters parameters);

  /**
   * Tells sources apart, for a checkpoint.
   *
   * @return one line
   */
  String description();

  @Override
  void close();
}
