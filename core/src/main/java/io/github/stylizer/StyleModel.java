package io.github.stylizer;

import ai.djl.ndarray.NDArray;

/**
 * A style that is ready to paint: a batch of photos goes in, the same photos in that style come
 * out.
 *
 * <p>Pictures are arrays of shape {@code (N, 3, H, W)}, float32, RGB, normalized with the ImageNet
 * mean and standard deviation (see {@link io.github.stylizer.tensor.ImageTensors}). The result has
 * the shape of the input and belongs to the input's manager; no other native array of the call
 * outlives it.
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
   * Paints a batch of photos and reports on the way.
   *
   * <p>No more passes run at once in a process than it has processors, or than the system property
   * {@code stylizer.passes} allows; other callers wait in the order in which they came. A thread
   * may be interrupted before and after each pass and while it waits. A method that works in steps
   * then returns the best picture so far, others throw a {@link PaintingInterruptedException};
   * either way the interrupt flag is set.
   *
   * @param content the photos, {@code (N, 3, H, W)}; not modified
   * @param listener told of the progress, on the calling thread; it may paint. If it closes this
   *     model, that does not block, and the call ends with an {@link IllegalStateException} unless
   *     the picture is finished
   * @return the painted photos, of the same shape, attached to the manager of {@code content}
   * @throws IllegalArgumentException if the shape or type is wrong or a side is too small
   * @throws IllegalStateException if the model is closed
   * @throws PaintingInterruptedException if the thread is interrupted and there is no picture to
   *     return
   * @throws StylizerException if the engine fails or native memory runs out
   */
  NDArray stylize(NDArray content, ProgressListener listener);

  /**
   * Returns how small a photo may be, so that this can be asked before the work.
   *
   * @return the shortest side that {@link #stylize} accepts, in pixels, at least 1, which is what a
   *     model accepts that does not say otherwise; does not change, and is known of a closed model
   */
  default int minimumSide() {
    return 1;
  }

  /**
   * Returns this style in another precision.
   *
   * @param precision what to compute with
   * @return a view of this model: usable until this model is closed, to close it does nothing
   * @throws IllegalArgumentException if the method computes in float32 only
   */
  default StyleModel precision(Precision precision) {
    if (precision != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "this style is painted by a method that computes in FLOAT32 only, not in " + precision);
    }
    return new BorrowedModel(this);
  }

  /**
   * Blocks until calls in progress finish, then frees the weights; new calls are refused at once. A
   * second call does nothing.
   */
  @Override
  void close();
}
