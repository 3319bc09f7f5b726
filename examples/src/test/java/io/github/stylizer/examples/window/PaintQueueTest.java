package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Progress;
import io.github.stylizer.examples.window.QueueEntry.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PaintQueueTest {
  private final EventThread events = new EventThread();
  private final PaintQueue queue =
      new PaintQueue(events, Throwable::getMessage, entries -> seen = entries);
  private List<QueueEntry> seen = List.of();

  @AfterEach
  void close() {
    queue.close();
  }

  private List<State> states() {
    return seen.stream().map(QueueEntry::state).toList();
  }

  @Test
  void oneIsPaintedAfterTheOther() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    queue.add(
        "first",
        progress -> {
          progress.onProgress(Progress.of("painting", 3, 7, Duration.ZERO));
          go.await();
          return "first.png";
        });
    queue.add("second", progress -> "second.png");
    events.runUntil(() -> seen.get(0).done() == 3);
    assertThat(states()).containsExactly(State.PAINTING, State.WAITING);
    assertThat(seen).extracting(QueueEntry::words).containsExactly("Painting: 3 of 7", "Waiting…");
    assertThat(queue.isUnfinished()).isTrue();
    go.countDown();
    events.runUntil(() -> !queue.isUnfinished());
    assertThat(seen)
        .extracting(QueueEntry::words)
        .containsExactly("Saved: first.png", "Saved: second.png");
  }

  @Test
  void aFailureDoesNotEndTheOthers() throws Exception {
    queue.add(
        "first",
        progress -> {
          throw new IOException("first.png: no permission");
        });
    queue.add("second", progress -> "second.png");
    events.runUntil(() -> !queue.isUnfinished());
    assertThat(seen)
        .extracting(QueueEntry::words)
        .containsExactly("Failed: first.png: no permission", "Saved: second.png");
  }

  @Test
  void cancelingInterruptsOneAndLeavesTheOthers() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    int first =
        queue.add(
            "first",
            progress -> {
              try {
                return String.valueOf(new CountDownLatch(1).getCount() + waiting());
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    int second = queue.add("second", progress -> "never");
    queue.add("third", progress -> "third.png");
    events.runUntil(() -> seen.get(0).state() == State.PAINTING);
    queue.cancel(second);
    queue.cancel(first);
    interrupted.await();
    events.runUntil(() -> !queue.isUnfinished());
    assertThat(states()).containsExactly(State.CANCELED, State.CANCELED, State.SAVED);
    queue.cancel(first);
    assertThat(seen).extracting(QueueEntry::title).containsExactly("second", "third");
  }

  @Test
  void aCanceledFilmSaysWhereItsBeginningIs() throws Exception {
    int film =
        queue.add(
            "film",
            progress -> {
              try {
                return String.valueOf(waiting());
              } catch (InterruptedException e) {
                return "film.mp4, as far as it is painted";
              }
            });
    events.runUntil(() -> seen.get(0).state() == State.PAINTING);
    queue.cancel(film);
    assertThat(queue.isUnfinished()).isFalse();
    events.runUntil(() -> !seen.get(0).remark().isEmpty());
    assertThat(seen.get(0).words()).isEqualTo("Canceled: film.mp4, as far as it is painted");
    queue.cancel(film);
    assertThat(seen).isEmpty();
  }

  private static long waiting() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  @Test
  void allCanBeCanceled() throws Exception {
    for (int i = 0; i < 3; i++) {
      queue.add("picture", progress -> String.valueOf(waiting()));
    }
    events.runUntil(() -> seen.size() == 3 && seen.get(0).state() == State.PAINTING);
    queue.cancelAll();
    assertThat(states()).containsOnly(State.CANCELED);
    assertThat(queue.isUnfinished()).isFalse();
  }
}
