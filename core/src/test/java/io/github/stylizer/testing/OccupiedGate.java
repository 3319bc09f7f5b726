package io.github.stylizer.testing;

import io.github.stylizer.internal.torch.ConcurrencyLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes all permits of the {@link ConcurrencyLimit} for a while, so that whoever paints waits. */
public final class OccupiedGate {
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final List<Thread> holders = new ArrayList<>();

  /** What happens meanwhile. */
  @FunctionalInterface
  public interface Meanwhile {
    /**
     * Runs while all permits are taken.
     *
     * @throws Exception if that fails
     */
    void run() throws Exception;
  }

  /**
   * Takes all permits, runs something, and gives them back.
   *
   * @param meanwhile what to run
   * @throws Exception if that fails
   */
  public static void during(Meanwhile meanwhile) throws Exception {
    OccupiedGate gate = new OccupiedGate();
    try {
      meanwhile.run();
    } finally {
      gate.release();
    }
  }

  private OccupiedGate() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(ConcurrencyLimit.limit());
    for (int i = 0; i < ConcurrencyLimit.limit(); i++) {
      Thread holder = new Thread(() -> ConcurrencyLimit.pass(() -> hold(inside), ignored -> {}));
      holders.add(holder);
      holder.start();
    }
    if (!inside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(
          String.format(Locale.ROOT, "no permit for %d passes", inside.getCount()));
    }
  }

  private boolean hold(CountDownLatch inside) {
    inside.countDown();
    try {
      return mayEnd.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Blocks until a thread waits for something, or has ended.
   *
   * @param thread the thread, started
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  private void release() throws InterruptedException {
    mayEnd.countDown();
    for (Thread holder : holders) {
      holder.join();
    }
  }
}
