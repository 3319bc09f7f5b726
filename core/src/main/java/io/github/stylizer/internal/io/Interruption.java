package io.github.stylizer.internal.io;

import java.io.InterruptedIOException;

/** Converts interrupts to {@link InterruptedIOException}. */
public final class Interruption {

  private Interruption() {}

  /**
   * Restores the thread's interrupt flag and returns an exception that names what was interrupted.
   */
  public static InterruptedIOException during(String work, Throwable cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException exception = new InterruptedIOException("interrupted while " + work);
    exception.initCause(cause);
    return exception;
  }
}
