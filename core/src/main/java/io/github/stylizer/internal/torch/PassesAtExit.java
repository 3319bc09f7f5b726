package io.github.stylizer.internal.torch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps passes from running while the process ends. Java ends a process by C's {@code exit}, which
 * destroys what PyTorch's threads are just using: without this, a process that is stopped while it
 * paints often dies of a segmentation fault.
 *
 * <p>When the process begins to end, the pass in progress is waited for, and no other begins for a
 * second: time enough to end, unless the application has shutdown hooks of its own that take
 * longer. Those may paint then, as a server does that finishes its requests.
 */
final class PassesAtExit {
  private static final long LONGEST_PASS_SECONDS = 10;
  private static final long PAUSE_SECONDS = 1;

  private PassesAtExit() {}

  /**
   * Watches for the end of the process.
   *
   * @param permits of passes
   * @param limit how many there are
   */
  static void watch(Semaphore permits, int limit) {
    Thread hook = new Thread(() -> pause(permits, limit), "stylizer-exit");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and a hook of the application paints for the first time.
    }
  }

  private static void pause(Semaphore permits, int limit) {
    try {
      if (!permits.tryAcquire(limit, LONGEST_PASS_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      // Nobody knows this thread.
      Thread.currentThread().interrupt();
      return;
    }
    Thread end = new Thread(() -> resume(permits, limit), "stylizer-exit-resume");
    end.setDaemon(true);
    end.start();
  }

  private static void resume(Semaphore permits, int limit) {
    try {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    permits.release(limit);
  }
}
