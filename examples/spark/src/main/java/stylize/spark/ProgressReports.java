package stylize.spark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells a listener how far a job is, on a thread of its own, when that has changed. */
final class ProgressReports<T> implements AutoCloseable {
  private static final long PERIOD_SECONDS = 1;

  private final Supplier<T> progress;
  private final Consumer<T> listener;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stylize-spark-progress");
            thread.setDaemon(true);
            return thread;
          });
  private T last;

  ProgressReports(Supplier<T> progress, Consumer<T> listener) {
    this.progress = progress;
    this.listener = listener;
    this.last = progress.get();
  }

  void start() {
    clock.scheduleWithFixedDelay(this::report, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void report() {
    T now = progress.get();
    if (!now.equals(last)) {
      last = now;
      listener.accept(now);
    }
  }

  /** Reports the last numbers. */
  @Override
  public void close() {
    clock.shutdown();
    report();
  }
}
