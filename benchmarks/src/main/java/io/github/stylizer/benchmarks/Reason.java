package io.github.stylizer.benchmarks;

import java.io.IOException;

/** Says in one line why something has failed. */
final class Reason {
  private static final int LONGEST = 400;

  private Reason() {}

  /** The innermost cause, which is what went wrong; what is around it says that something did. */
  static String of(Throwable failure) {
    Throwable cause = failure;
    for (Throwable next = deeper(cause); next != null; next = deeper(cause)) {
      cause = next;
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    boolean says = cause.getClass() == IOException.class && !message.isBlank();
    String line = says ? message : cause.getClass().getSimpleName() + ": " + message;
    line = line.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** JMH hangs what was thrown in the other virtual machine to its own exception. */
  private static Throwable deeper(Throwable thrown) {
    Throwable[] hanging = thrown.getSuppressed();
    return thrown.getCause() == null && hanging.length > 0 ? hanging[0] : thrown.getCause();
  }
}
