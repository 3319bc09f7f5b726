package io.github.stylizer.examples;

import java.util.concurrent.CountDownLatch;

/**
 * Stops cleanly on a signal such as Ctrl-C: interrupts the working thread and keeps the process
 * alive until that thread has written its result.
 */
final class StopSignal {

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");

  /** Starts listening, for the calling thread. */
  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    worker.interrupt();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reports that the work is done, so that the process may end. */
  void workEnded() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already shutting down: the hook runs and needs no removal.
      return;
    }
  }
}
