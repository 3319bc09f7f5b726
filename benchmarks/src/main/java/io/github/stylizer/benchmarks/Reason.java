package io.github.stylizer.benchmarks;

import java.io.IOException;
import java.util.Objects;

/** Says in one line why something has failed. */
final class Reason {
  private static final int LONGEST = 400;

  private Reason() {}

  /**
   * What went wrong, which the innermost cause knows; what is around it says that something did. A
   * plain {@link IOException} has a message that says all.
   */
  static String of(Throwable failure) {
    Throwable cause = failure;
    while (!saysAll(cause) && deeper(cause) != null) {
      cause = deeper(cause);
    }
    String kind = cause.getClass().getSimpleName();
    String message = Objects.requireNonNullElse(cause.getMessage(), "");
    String line = saysAll(cause) ? message : message.isBlank() ? kind : kind + ": " + message;
    line = line.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static boolean saysAll(Throwable thrown) {
    return thrown.getClass() == IOException.class && thrown.getMessage() != null;
  }

  /** JMH hangs what was thrown in the other virtual machine to its own exception. */
  private static Throwable deeper(Throwable thrown) {
    Throwable[] hanging = thrown.getSuppressed();
    return thrown.getCause() == null && hanging.length > 0 ? hanging[0] : thrown.getCause();
  }
}
