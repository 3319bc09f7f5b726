package io.github.stylizer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Converts an {@link IOException} to the exception that {@link Stylizer} throws. */
final class FileErrors {
  private FileErrors() {}

  static StylizerException of(IOException e) {
    if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
      return new PaintingInterruptedException("interrupted while reading or writing a file", e);
    }
    return new StylizerException(describe(e), e);
  }

  // The messages of these exceptions are bare paths.
  private static String describe(IOException e) {
    if (e instanceof NoSuchFileException missing && missing.getReason() == null) {
      return missing.getFile() + ": no such file";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof NotDirectoryException file) {
      return file.getFile() + ": not a directory";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
