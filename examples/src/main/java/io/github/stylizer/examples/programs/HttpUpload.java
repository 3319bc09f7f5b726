package io.github.stylizer.examples.programs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads what clients send, who may send slowly, nothing, or without end. */
final class HttpUpload {
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "upload clock");
            thread.setDaemon(true);
            return thread;
          });

  private HttpUpload() {}

  /**
   * Reads a body.
   *
   * @param most the bytes to read at most
   * @param time for all of them
   * @return all bytes, or the first {@code most}
   * @throws IOException if the client goes away, or the time is over: then the connection is closed
   */
  static byte[] read(InputStream body, int most, Duration time) throws IOException {
    Thread reader = Thread.currentThread();
    // An interrupt closes the channel that the thread reads from.
    Future<?> alarm = CLOCK.schedule(reader::interrupt, time.toMillis(), TimeUnit.MILLISECONDS);
    try {
      // Grows with what arrives: whoever sends nothing takes no memory.
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] piece = new byte[8192];
      for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
        bytes.write(piece, 0, Math.min(count, most - bytes.size()));
        if (bytes.size() >= most) {
          break;
        }
      }
      return bytes.toByteArray();
    } finally {
      alarm.cancel(false);
      Thread.interrupted();
    }
  }

  /** Reads and forgets: clients that are still sending do not read the answer. */
  static void skip(InputStream body, long most, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    for (long skipped = 0; skipped < most; ) {
      long left = end - System.nanoTime();
      byte[] piece = left <= 0 ? new byte[0] : read(body, 1 << 16, Duration.ofNanos(left));
      if (piece.length < 1 << 16) {
        return;
      }
      skipped += piece.length;
    }
  }
}
