package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;

/** A task that trains a network that paints, so validation photos can show its progress. */
public interface PaintingTask extends TrainingTask {

  /**
   * Paints a photo with the network that {@link #save} would write.
   *
   * @param photo {@code (1, 3, H, W)}, normalized; not modified
   * @return the painted photo, of the same height, attached to the manager of {@code photo}
   */
  NDArray paint(NDArray photo);
}
