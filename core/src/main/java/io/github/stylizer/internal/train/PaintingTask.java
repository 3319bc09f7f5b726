package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;

/** A task that trains a network which paints, so that validation photos show how it does. */
public interface PaintingTask extends TrainingTask {

  /**
   * Paints a photo with the present parameters.
   *
   * @param photo {@code (1, 3, H, W)}, normalized; not modified
   * @return of the same height, attached to the manager of {@code photo}
   */
  NDArray paint(NDArray photo);
}
