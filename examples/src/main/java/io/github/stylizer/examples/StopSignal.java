package io.github.stylizer.examples;

import java.util.concurrent.CountDownLatch;

/**
 * Ends the work in good order when the program is told to stop, for instance by Ctrl-C: interrupts
 * the thread that works and keeps the program alive until that thread has written what it has.
 */
final class StopSignal {

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");

  /** Begins to listen, for the work of the calling thread. */
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

  /** The work is done: the program may end. */
  void workEnded() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already, because it was told to: the hook runs and needs no removal.
      return;
    }
  }
}
