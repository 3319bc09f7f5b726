package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LatestTaskTest {
  private final EventThread events = new EventThread();
  private final List<String> heard = new ArrayList<>();
  private final LatestTask task = new LatestTask("test", events);

  @AfterEach
  void close() {
    task.close();
  }

  private void start(LatestTask.Work<String> work) {
    task.start(work, heard::add, failure -> heard.add("failed: " + failure.getMessage()));
  }

  @Test
  void resultsArriveOnTheEventThread() throws Exception {
    start(
        post -> {
          post.accept(() -> heard.add("half"));
          return "done";
        });
    assertThat(heard).isEmpty();
    events.runUntil(() -> !task.isRunning());
    assertThat(heard).containsExactly("half", "done");
  }

  @Test
  void failuresArriveToo() throws Exception {
    start(
        post -> {
          throw new IOException("no such file");
        });
    events.runUntil(() -> !task.isRunning());
    assertThat(heard).containsExactly("failed: no such file");
  }

  @Test
  void theLatestWinsAndInterruptsTheOneBefore() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    start(
        post -> {
          began.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            post.accept(() -> heard.add("progress of the first"));
          }
          return "first";
        });
    began.await();
    start(post -> "second");
    start(post -> "third");
    events.runUntil(() -> !task.isRunning());
    assertThat(interrupted).isTrue();
    assertThat(heard).containsExactly("third");
  }

  /** The result is on its way to the event thread when the user cancels. */
  @Test
  void nothingIsHeardAfterCanceling() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    start(
        post -> {
          ended.countDown();
          return "late";
        });
    ended.await();
    task.cancel();
    assertThat(task.isRunning()).isFalse();
    start(post -> "next");
    events.runUntil(() -> !task.isRunning());
    assertThat(heard).containsExactly("next");
  }

  @Test
  void anInterruptDoesNotReachTheNextWork() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    start(
        post -> {
          began.countDown();
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          return "first"; // with the flag set
        });
    began.await();
    start(post -> "interrupted: " + Thread.currentThread().isInterrupted());
    events.runUntil(() -> !task.isRunning());
    assertThat(heard).containsExactly("interrupted: false");
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    start(
        post -> {
          began.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.set(true);
          }
          return "never";
        });
    began.await();
    task.close();
    assertThat(ended).isTrue();
  }
}
