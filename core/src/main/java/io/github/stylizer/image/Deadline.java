package io.github.stylizer.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends the decoding of one file when its time is over or its thread is interrupted. Input and
 * progress of decoders call {@link #check}; since some of them swallow what that throws, it is
 * called again when they return.
 */
final class Deadline {
  private final @Nullable Duration limit;
  private final long began = System.nanoTime();

  private Deadline(@Nullable Duration limit) {
    this.limit = limit;
  }

  /**
   * Starts the time.
   *
   * @param limit how long decoding may take; null for any time
   */
  static Deadline after(@Nullable Duration limit) {
    return new Deadline(limit);
  }

  /** Returns whether decoding must end. */
  boolean isOver() {
    return Thread.currentThread().isInterrupted() || isLate();
  }

  /**
   * Checks that decoding may continue. The interrupt flag stays set.
   *
   * @param file for the message
   * @throws InterruptedIOException if the thread is interrupted
   * @throws ImageFormatException if the time is over
   */
  void check(String file) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(file + ": interrupted while the image was decoded");
    }
    if (limit != null && isLate()) {
      throw new ImageFormatException(
          file, "decoding takes longer than " + limit.toMillis() + " ms, the limit");
    }
  }

  private boolean isLate() {
    return limit != null && System.nanoTime() - began > limit.toNanos();
  }
}
