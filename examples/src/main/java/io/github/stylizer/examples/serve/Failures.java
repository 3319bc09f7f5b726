package io.github.stylizer.examples.serve;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.StylizerException;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.internal.io.OneLine;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;

/** Which status and line a failure becomes. */
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  static ServiceException of(Throwable thrown) {
    Throwable error = unwrapped(thrown);
    if (error instanceof ServiceException own) {
      return own;
    }
    if (error instanceof TimeoutException) {
      return new ServiceException(408, "the request was not sent in time: send it faster", error);
    }
    if (error instanceof HttpException bad) {
      return new ServiceException(
          bad.getCode(), OneLine.of(String.valueOf(bad.getReason())), error);
    }
    if (outOfMemory(error)) {
      return new ServiceException(
          422, "not enough memory for this picture: ask for a smaller size", error);
    }
    if (error instanceof PaintingInterruptedException || error instanceof InterruptedException) {
      return new ServiceException(504, "painting took too long: ask for a smaller size", error);
    }
    return ofPainting(error);
  }

  /** Whether the reason of a failure is known better than its own message says. */
  static boolean isKnown(Throwable error) {
    return outOfMemory(error) || causes(error).anyMatch(ServiceException.class::isInstance);
  }

  private static ServiceException ofPainting(Throwable error) {
    String line = OneLine.of(String.valueOf(error.getMessage()));
    boolean ofFile =
        causes(error)
            .anyMatch(
                cause ->
                    cause instanceof ImageFormatException
                        || cause instanceof WeightsFormatException);
    if (ofFile) {
      return new ServiceException(400, line, error);
    }
    // Too small, of another network, or more than the memory allows: read, but cannot be painted.
    if (error instanceof IllegalArgumentException
        || error instanceof IllegalStateException
        || (error instanceof StylizerException && error.getCause() == null)) {
      return new ServiceException(422, line, error);
    }
    if (error instanceof IOException) {
      return new ServiceException(400, "the request broke off: " + line, error);
    }
    LOG.log(System.Logger.Level.ERROR, "a request failed", error);
    return new ServiceException(500, "painting failed; the log of the service says why", error);
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable error = thrown;
    while (error instanceof CompletionException && error.getCause() != null) {
      error = error.getCause();
    }
    // Jetty wraps what a content source fails with.
    return causes(error).filter(ServiceException.class::isInstance).findFirst().orElse(error);
  }

  private static boolean outOfMemory(Throwable error) {
    return causes(error).anyMatch(OutOfMemoryError.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(20);
  }
}
