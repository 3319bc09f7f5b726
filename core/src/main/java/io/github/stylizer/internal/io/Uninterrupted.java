package io.github.stylizer.internal.io;

import java.io.IOException;

/**
 * Writes what was computed before an interrupt. A method that works in steps returns its best
 * picture so far, and the interrupt flag, which is set then, would keep channels from writing it.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** Work that the interrupt flag would end. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does the work.
     *
     * @return the result
     * @throws IOException if it fails
     */
    T run() throws IOException;
  }

  /**
   * Works without the interrupt flag, and sets it again.
   *
   * @param work what to do
   * @return its result
   * @throws IOException if it fails
   */
  public static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return work.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
