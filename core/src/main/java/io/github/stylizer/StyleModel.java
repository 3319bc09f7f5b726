package io.github.stylizer;

import ai.djl.ndarray.NDArray;

/**
 * A prepared style: takes a batch of photos and returns them painted in the style.
 *
 * <p>Photos and results are arrays of shape {@code (N, 3, H, W)}, float32, RGB, normalized with the
 * ImageNet mean and standard deviation (see {@link io.github.stylizer.tensor.ImageTensors}). The
 * result has the shape of the input and belongs to the input's manager; no other native array of
 * the call outlives it.
 *
 * <p>A model owns its weights until {@link #close()}. It is safe for concurrent use.
 */
public interface StyleModel extends AutoCloseable {

  /**
   * Paints a batch of photos.
   *
   * @param content the photos, {@code (N, 3, H, W)}; not modified
   * @return the painted photos, of the same shape, attached to the manager of {@code content}
   * @throws IllegalArgumentException if the shape or type is wrong or a side is too small
   * @throws IllegalStateException if the model is closed
   * @throws PaintingInterruptedException as {@link #stylize(NDArray, ProgressListener)}
   * @throws StylizerException if the engine fails or native memory runs out
   */
  default NDArray stylize(NDArray content) {
    return stylize(content, ProgressListener.NONE);
  }

  /**
   * Paints a batch of photos and reports progress.
   *
   * <p>At most as many passes run at once in a process as the machine has processors, or as the
   * system property {@code stylizer.passes} allows; further callers wait in order of arrival.
   * Interrupts are noticed before and after each pass and while waiting. A method that works in
   * steps then returns the best picture so far, others throw a {@link
   * PaintingInterruptedException}; either way the interrupt flag is set.
   *
   * @param content the photos, {@code (N, 3, H, W)}; not modified
   * @param listener receives the progress, on the calling thread; it may paint. If it closes this
   *     model, {@code close} does not block, and this call throws {@link IllegalStateException}
   *     unless the picture is finished
   * @return the painted photos, of the same shape, attached to the manager of {@code content}
   * @throws IllegalArgumentException if the shape or type is wrong or a side is too small
   * @throws IllegalStateException if the model is closed
   * @throws PaintingInterruptedException if the thread is interrupted and there is no picture to
   *     return
   * @throws StylizerException if the engine fails or native memory runs out
   */
  NDArray stylize(NDArray content, ProgressListener listener);

  /**
   * Returns the smallest photo that the model accepts.
   *
   * @return the shortest side in pixels that {@link #stylize} accepts, at least 1, which is the
   *     default; constant, and available after the model is closed
   */
  default int minimumSide() {
    return 1;
  }

  /**
   * Estimates the memory that painting a photo takes in addition to what the process has, most of
   * it native. The more is taken the more pixels there are, so a size that fits can be chosen
   * beforehand.
   *
   * @param width of the photo in pixels
   * @param height of the photo in pixels
   * @return bytes; 0, which is the default, if nothing is known
   */
  default long memory(int width, int height) {
    return 0;
  }

  /**
   * Returns this style in another precision.
   *
   * @param precision what to compute with
   * @return a view of this model, usable until this model is closed; closing the view is a no-op
   * @throws IllegalArgumentException if the method computes in float32 only
   */
  default StyleModel precision(Precision precision) {
    if (precision != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "the method of this style supports FLOAT32 only, not " + precision);
    }
    return new BorrowedModel(this);
  }

  /**
   * Blocks until calls in progress finish, then frees the weights; new calls fail at once. Further
   * calls have no effect.
   */
  @Override
  void close();
}
