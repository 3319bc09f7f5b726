package io.github.stylizer.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one task on several threads that start together. */
public final class Concurrently {
  private static final long PATIENCE_SECONDS = 120;

  private Concurrently() {}

  /**
   * Runs a task on several threads at once.
   *
   * @param threads how many
   * @param task what each of them does
   * @param <T> what the task returns
   * @return the results of all threads
   * @throws Exception if a thread fails or does not come to an end
   */
  public static <T> List<T> run(int threads, Callable<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            executor.submit(
                () -> {
                  start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  /**
   * Uses something on several threads until each finds it closed, which happens while they are busy
   * with it: freeing memory that native code reads would end the process.
   *
   * @param threads how many use it
   * @param use throws {@link IllegalStateException} once it is closed
   * @param close closes it; called after every thread has used it once
   * @return what each thread was told when it found it closed
   * @throws Exception if a thread fails or does not come to an end
   */
  public static List<String> untilClosed(int threads, Runnable use, Runnable close)
      throws Exception {
    CountDownLatch used = new CountDownLatch(threads);
    AtomicInteger started = new AtomicInteger();
    return run(
            threads + 1,
            () -> {
              if (started.getAndIncrement() == 0) {
                used.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                close.run();
                return List.<String>of();
              }
              return List.of(useUntilClosed(use, used));
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static String useUntilClosed(Runnable use, CountDownLatch used) {
    try {
      use.run();
    } finally {
      used.countDown();
    }
    while (true) {
      try {
        use.run();
      } catch (IllegalStateException e) {
        return e.getMessage();
      }
    }
  }
}
