package io.github.stylizer.examples.serve;

import org.jspecify.annotations.Nullable;

/**
 * A request that is not granted: a status, one line that says what to do, and when to try again.
 */
final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int retryAfter;

  ServiceException(int status, String line) {
    this(status, line, 0, null);
  }

  ServiceException(int status, String line, @Nullable Throwable cause) {
    this(status, line, 0, cause);
  }

  private ServiceException(int status, String line, int retryAfter, @Nullable Throwable cause) {
    // An answer to a client, not a fault of ours: nobody reads its stack.
    super(line, cause, false, false);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Too much at the moment: 429 if this client asks for it, 503 if all do. */
  static ServiceException later(int status, String line, int seconds) {
    return new ServiceException(status, line, seconds, null);
  }

  int status() {
    return status;
  }

  /** Seconds, or 0 if it makes no sense to try again. */
  int retryAfter() {
    return retryAfter;
  }

  String line() {
    return String.valueOf(getMessage());
  }
}
