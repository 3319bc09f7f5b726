package io.github.stylizer;

/** Receives the progress of a long operation, on the thread that performs it. */
@FunctionalInterface
public interface ProgressListener {

  /** Ignores all progress. */
  ProgressListener NONE = progress -> {};

  /**
   * Called after each unit of work. An exception thrown here aborts the operation and reaches its
   * caller.
   *
   * @param progress the current progress
   */
  void onProgress(Progress progress);
}
