package io.github.stylizer.examples.window;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.examples.window.QueueEntry.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Paints files one after the other in a background thread. Unlike previews they are not canceled by
 * the next change. All methods but {@link #close} are for the event thread, on which the listener
 * is called, too.
 */
final class PaintQueue implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(30);

  /** Paints a file, a film or a folder. An interrupt ends it with an exception. */
  @FunctionalInterface
  interface Job {

    /**
     * Paints.
     *
     * @return where the result is, or a part of it after an interrupt
     */
    String paint(ProgressListener progress) throws Exception;
  }

  private final Executor eventThread;
  private final Function<Throwable, String> errorLine;
  private final Consumer<List<QueueEntry>> listener;
  private final ExecutorService background = Background.thread("queue");
  private final Map<Integer, QueueEntry> entries = new LinkedHashMap<>();
  private final Map<Integer, Future<?>> running = new LinkedHashMap<>();
  private int last;

  PaintQueue(
      Executor eventThread,
      Function<Throwable, String> errorLine,
      Consumer<List<QueueEntry>> listener) {
    this.eventThread = eventThread;
    this.errorLine = errorLine;
    this.listener = listener;
  }

  /** Adds a job. Returns its number. */
  int add(String title, Job job) {
    int number = ++last;
    entries.put(number, new QueueEntry(number, title, State.WAITING, 0, 0, ""));
    running.put(number, background.submit(() -> run(number, job)));
    tell();
    return number;
  }

  private void run(int number, Job job) {
    update(number, entry -> entry.with(State.PAINTING, ""));
    try {
      String result = job.paint(progress -> onProgress(number, progress));
      eventThread.execute(() -> finished(number, result));
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      update(number, entry -> entry.with(State.FAILED, errorLine.apply(e)));
    }
  }

  /** A canceled entry stays canceled, but says where the part is that was painted. */
  private void finished(int number, String result) {
    QueueEntry entry = entries.get(number);
    if (entry != null) {
      entries.put(number, entry.with(entry.isUnfinished() ? State.SAVED : entry.state(), result));
      tell();
    }
  }

  private void onProgress(int number, Progress progress) {
    update(number, entry -> entry.at(progress.done(), progress.total()));
  }

  /** A canceled entry stays canceled, whatever its job still reports. */
  private void update(int number, UnaryOperator<QueueEntry> change) {
    eventThread.execute(
        () -> {
          QueueEntry entry = entries.get(number);
          if (entry != null && entry.isUnfinished()) {
            entries.put(number, change.apply(entry));
            tell();
          }
        });
  }

  private void tell() {
    listener.accept(entries());
  }

  List<QueueEntry> entries() {
    return List.copyOf(entries.values());
  }

  boolean isUnfinished() {
    return entries.values().stream().anyMatch(QueueEntry::isUnfinished);
  }

  /** Ends an entry that waits or is being painted, and removes one that is done. */
  void cancel(int number) {
    QueueEntry entry = entries.get(number);
    if (entry == null) {
      return;
    }
    if (entry.isUnfinished()) {
      entries.put(number, entry.with(State.CANCELED, ""));
      Future<?> future = running.get(number);
      if (future != null) {
        future.cancel(true);
      }
    } else {
      entries.remove(number);
      running.remove(number);
    }
    tell();
  }

  /** Ends all that waits or is being painted. */
  void cancelAll() {
    Collection<QueueEntry> all = new ArrayList<>(entries.values());
    all.stream().filter(QueueEntry::isUnfinished).forEach(entry -> cancel(entry.number()));
  }

  /** Ends what is being painted and waits for its end. For any thread. */
  @Override
  public void close() {
    background.shutdownNow();
    Background.awaitEnd(background, TO_END, "what is being painted into a file");
  }
}
