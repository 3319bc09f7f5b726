package io.github.stylizer.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the decoding of one file when its time is over or its thread is interrupted. Input and
 * progress of decoders call {@link #check}; since some of them swallow what that throws, it is
 * called again when they return.
 */
final class Deadline {
  private final @Nullable Duration limit;
  private final LongSupplier clock;
  private long began;

  private Deadline(@Nullable Duration limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
    began = clock.getAsLong();
  }

  /**
   * Starts the time.
   *
   * @param limit how long decoding may take; null for any time
   */
  static Deadline after(@Nullable Duration limit) {
    return new Deadline(limit, System::nanoTime);
  }

  /** With a clock for tests, which counts nanoseconds. */
  static Deadline after(Duration limit, LongSupplier clock) {
    return new Deadline(limit, clock);
  }

  /** Starts the time again. */
  void restart() {
    began = clock.getAsLong();
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
    return limit != null && clock.getAsLong() - began > limit.toNanos();
  }
}
