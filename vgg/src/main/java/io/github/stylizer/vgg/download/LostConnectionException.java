package io.github.stylizer.vgg.download;

import io.github.stylizer.internal.io.OneLine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The connection failed or was lost; another attempt may succeed. */
final class LostConnectionException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean transientByNature;

  private LostConnectionException(
      String message, @Nullable Throwable cause, boolean transientByNature) {
    super(message, cause);
    this.transientByNature = transientByNature;
  }

  static LostConnectionException silent(Duration timeout) {
    return new LostConnectionException(
        "sent nothing for " + timeout.toMillis() / 1000.0 + " seconds", null, false);
  }

  static LostConnectionException broken(Throwable cause) {
    boolean unreachable =
        cause instanceof ConnectException
            || cause instanceof HttpTimeoutException
            || cause instanceof SSLException;
    String what = unreachable ? "cannot be reached" : "was lost";
    return new LostConnectionException(what + " (" + reason(cause) + ")", cause, !unreachable);
  }

  static LostConnectionException incomplete(String what) {
    return new LostConnectionException(what, null, true);
  }

  /** Whether to try again although no byte has been received yet. */
  boolean isTransient() {
    return transientByNature;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null ? name : name + ": " + OneLine.of(message);
  }
}
