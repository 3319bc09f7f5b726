package io.github.stylizer.examples.window;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread that does one thing after the other. */
final class Background {

  private Background() {}

  /**
   * Makes one.
   *
   * @param name of the thread, which does not keep the process from ending
   * @return what comes after it has been shut down is ignored
   */
  static ExecutorService thread(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Waits for the end of a thread that was shut down, so that what it used can be closed.
   *
   * @param what it does, for the message
   * @throws IllegalStateException if it does not end in time
   */
  static void awaitEnd(ExecutorService thread, Duration time, String what) {
    try {
      if (!thread.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            what + " does not end within " + time.toSeconds() + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
