package io.github.stylizer.examples;

import ai.djl.engine.EngineException;
import io.github.stylizer.internal.io.OneLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** One-line error messages: what went wrong and what to do about it. */
final class ErrorLine {

  private static final int LONGEST = 500;

  private ErrorLine() {}

  static String of(Throwable thrown) {
    Throwable error = unwrap(thrown);
    String line = OneLine.of(describe(error)).replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable error = thrown;
    while (error.getCause() != null
        && (error instanceof UncheckedIOException || error instanceof ExecutionException)) {
      error = error.getCause();
    }
    return error;
  }

  private static String describe(Throwable error) {
    if (outOfMemory(error)) {
      return "not enough memory: use a smaller --size, or raise Java's limit (now "
          + Text.bytes(Runtime.getRuntime().maxMemory())
          + ") with STYLIZE_JAVA_OPTS=-Xmx8g";
    }
    if (error instanceof LinkageError) {
      return "a library cannot be loaded (" + message(rootCause(error)) + "); see `stylize doctor`";
    }
    if (error instanceof InvalidPathException path) {
      return describe(path);
    }
    String line = error instanceof IOException file ? describe(file) : message(error);
    return causes(error).anyMatch(OutOfMemoryError.class::isInstance)
        ? line + " (STYLIZE_JAVA_OPTS=-Xmx8g sets the heap)"
        : line;
  }

  private static String describe(IOException error) {
    if (error instanceof NoSuchFileException missing && missing.getReason() == null) {
      return missing.getFile() + ": no such file";
    }
    if (error instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (error instanceof NotDirectoryException file) {
      return file.getFile() + ": not a directory";
    }
    if (error instanceof UnknownHostException host) {
      return host.getMessage() + ": cannot be reached; check the network";
    }
    return message(error);
  }

  private static String describe(InvalidPathException error) {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    return encoding.equals("UTF-8")
        ? message(error)
        : message(error)
            + ": Java was started for file names in "
            + encoding
            + "; set the environment variable LC_ALL to C.UTF-8";
  }

  private static boolean outOfMemory(Throwable error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return error instanceof OutOfMemoryError
        || (error instanceof EngineException
            && (message.contains("out of memory") || message.contains("can't allocate memory")));
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
  }

  private static Throwable rootCause(Throwable error) {
    return causes(error).reduce(error, (wrapper, cause) -> cause);
  }

  private static String message(Throwable error) {
    String message = error.getMessage();
    return message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
  }
}
