package io.github.stylizer.film;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.io.OneLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;

/** Tells callers what is wrong with a film. */
final class FilmErrors {
  private FilmErrors() {}

  /**
   * Makes an exception of one line, which names a file.
   *
   * @param files the film, and others that the message may name instead
   */
  static StylizerException of(IOException e, List<Path> files) {
    if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
      return new PaintingInterruptedException("interrupted while painting a film", e);
    }
    String message = String.valueOf(e.getMessage());
    boolean isNamed = files.stream().anyMatch(file -> message.startsWith(file.toString()));
    return new StylizerException(OneLine.of(isNamed ? message : files.get(0) + ": " + message), e);
  }
}
