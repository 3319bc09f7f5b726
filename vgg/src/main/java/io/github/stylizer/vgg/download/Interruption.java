package io.github.stylizer.vgg.download;

import java.io.InterruptedIOException;

/** Turns an interrupt into the exception that I/O code throws for it. */
public final class Interruption {

  private Interruption() {}

  /** Sets the thread's interrupt flag again and describes what was interrupted. */
  public static InterruptedIOException during(String work, Throwable cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException exception = new InterruptedIOException("Interrupted while " + work);
    exception.initCause(cause);
    return exception;
  }
}
