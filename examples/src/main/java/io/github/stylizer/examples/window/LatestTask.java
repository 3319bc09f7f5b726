package io.github.stylizer.examples.window;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work in a background thread, of which only the latest counts: starting another one, or canceling,
 * interrupts what runs, and nothing of it is heard again. All methods but {@link #close} are for
 * the event thread, on which results arrive, too.
 */
final class LatestTask implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(30);

  /** Work that an interrupt ends. */
  @FunctionalInterface
  interface Work<T> {

    /**
     * Works in the background.
     *
     * @param post runs something on the event thread, unless this work has been replaced by then
     */
    T run(Consumer<Runnable> post) throws Exception;
  }

  private final Executor eventThread;
  private final ExecutorService background;
  private @Nullable Object current;
  private @Nullable Future<?> running;

  /**
   * Makes one that has nothing to do.
   *
   * @param name of its thread
   * @param eventThread where results arrive
   */
  LatestTask(String name, Executor eventThread) {
    this.eventThread = eventThread;
    background = Background.thread(name);
  }

  /**
   * Starts work instead of what runs. One of the listeners is called, unless it is replaced or
   * canceled before.
   */
  <T> void start(Work<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    cancel();
    Object own = new Object();
    current = own;
    running =
        background.submit(
            () -> {
              try {
                T result = work.run(task -> post(own, task, false));
                post(own, () -> done.accept(result), true);
              } catch (Exception | LinkageError | OutOfMemoryError e) {
                post(own, () -> failed.accept(e), true);
              }
            });
  }

  private void post(Object own, Runnable task, boolean last) {
    eventThread.execute(
        () -> {
          if (current != own) {
            return;
          }
          if (last) {
            current = null;
          }
          task.run();
        });
  }

  /** Whether something was started of which no end has been heard. */
  boolean isRunning() {
    return current != null;
  }

  /** Ends what runs. */
  void cancel() {
    current = null;
    if (running != null) {
      running.cancel(true);
      running = null;
    }
  }

  /** Ends what runs and waits for its end, so that what it used can be closed. For any thread. */
  @Override
  public void close() {
    background.shutdownNow();
    Background.awaitEnd(background, TO_END, "what is being painted");
  }
}
