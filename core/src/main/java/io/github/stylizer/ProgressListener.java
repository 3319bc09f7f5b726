package io.github.stylizer;

/** Told of the progress of long work, on the thread that does it. */
@FunctionalInterface
public interface ProgressListener {

  /** Listens to nothing. */
  ProgressListener NONE = progress -> {};

  /**
   * Called after each piece of work. An exception thrown here ends the work and reaches its caller.
   *
   * @param progress how far the work is
   */
  void onProgress(Progress progress);
}
