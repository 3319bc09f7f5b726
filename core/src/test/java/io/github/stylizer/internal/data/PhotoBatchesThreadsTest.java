package io.github.stylizer.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The background threads. A crop stands for all of their work: it waits until it is allowed. */
@Timeout(60)
class PhotoBatchesThreadsTest {
  private static final int BATCH = 4;
  private static final int AHEAD = 3;

  @TempDir Path folder;
  private final Semaphore allowed = new Semaphore(0);
  private final Semaphore begun = new Semaphore(0);
  private final AtomicInteger crops = new AtomicInteger();
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void writePhotos() throws IOException {
    NumberedPhotos.write(folder, 10);
  }

  @AfterEach
  void everyThreadEnds() throws InterruptedException {
    allowed.release(1_000_000);
    for (Thread worker : workers) {
      worker.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(worker.isAlive()).as(worker.getName()).isFalse();
    }
  }

  private BufferedImage crop(BufferedImage photo) {
    crops.incrementAndGet();
    workers.add(Thread.currentThread());
    begun.release();
    allowed.acquireUninterruptibly();
    return photo;
  }

  private PhotoBatches batches(int threads) throws IOException {
    Crop crop = (photo, random) -> crop(photo);
    return new PhotoBatches(ImageFolder.of(folder), crop, BATCH, 1, 0, threads);
  }

  /** Calls next() in a thread of its own and returns when it waits. */
  private static Caller waitingForNext(PhotoBatches batches) throws InterruptedException {
    Caller caller = new Caller(new FutureTask<>(batches::next));
    caller.thread().start();
    while (caller.thread().getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    return caller;
  }

  private record Caller(FutureTask<?> result, Thread thread) {
    Caller(FutureTask<?> result) {
      this(result, new Thread(result));
    }

    Throwable failure() throws InterruptedException {
      try {
        return new AssertionError("returned " + result.get());
      } catch (ExecutionException e) {
        return e.getCause();
      }
    }
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
    try (PhotoBatches batches = batches(2)) {
      Caller caller = waitingForNext(batches);
      caller.thread().interrupt();
      assertThat(caller.failure()).isInstanceOf(InterruptedException.class);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(batches::next);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();

      allowed.release(1000);
      try (PhotoBatches others = batches(1)) {
        assertThat(NumberedPhotos.numbers(batches, 20))
            .isEqualTo(NumberedPhotos.numbers(others, 20));
      }
    }
  }

  @Test
  void closeWakesAWaitingCaller() throws Exception {
    PhotoBatches batches = batches(2);
    Caller caller = waitingForNext(batches);
    batches.close();
    // The crops are still not allowed to go on.
    assertThat(caller.failure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the batches are closed");
  }

  @Test
  void closeWhileThreadsWorkLetsThemFinishNoMore() throws Exception {
    PhotoBatches batches = batches(2);
    begun.acquire(2);
    batches.close();
    batches.close();
    everyThreadEnds();
    assertThat(crops).hasValue(2);
    assertThat(batches.unreadable()).isEmpty();
    assertThatIllegalStateException().isThrownBy(batches::next);
  }

  @Test
  void idleThreadsEndToo() throws Exception {
    allowed.release(1000);
    PhotoBatches batches = batches(3);
    batches.next();
    begun.acquire(BATCH * (AHEAD + 1));
    batches.close();
    everyThreadEnds();
    assertThat(workers).hasSizeBetween(1, 3);
  }

  @Test
  void threadsAreNamedDaemons() throws Exception {
    try (PhotoBatches batches = batches(2)) {
      begun.acquire(2);
      assertThat(workers)
          .hasSize(2)
          .allMatch(Thread::isDaemon)
          .extracting(Thread::getName)
          .containsExactlyInAnyOrder("stylizer-photos-1", "stylizer-photos-2");
      assertThat(batches.unreadable()).isEmpty();
    }
  }

  @Test
  void noMoreThanAFewBatchesAreMadeAhead() throws Exception {
    allowed.release(1000);
    PhotoBatches batches = batches(2);
    begun.acquire(BATCH * AHEAD);
    batches.next();
    begun.acquire(BATCH);
    batches.close();
    everyThreadEnds();
    assertThat(crops).hasValue(BATCH * (AHEAD + 1));
  }

  @Test
  void manyThreadsAreBusyEvenWithSmallBatches() throws Exception {
    Crop crop = (photo, random) -> crop(photo);
    try (PhotoBatches batches = new PhotoBatches(ImageFolder.of(folder), crop, 1, 1, 0, 6)) {
      begun.acquire(6);
      assertThat(batches.waited()).isZero();
    }
  }

  @Test
  void waitingIsCounted() throws Exception {
    try (PhotoBatches batches = batches(2)) {
      assertThat(batches.waited()).isEqualTo(Duration.ZERO);
      Caller caller = waitingForNext(batches);
      allowed.release(1000);
      caller.result().get();
      assertThat(batches.waited()).isPositive();
    }
  }

  @Test
  void errorsAndExceptionsOfTheThreadsReachTheCaller() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("made for a test");
    Crop outOfMemory =
        (photo, random) -> {
          throw error;
        };
    Crop failing =
        (photo, random) -> {
          throw new IllegalArgumentException("too small");
        };
    ImageFolder photos = ImageFolder.of(folder);
    try (PhotoBatches batches = new PhotoBatches(photos, outOfMemory, 2, 1, 0)) {
      for (int call = 0; call < 2; call++) {
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(batches::next).isSameAs(error);
      }
    }
    try (PhotoBatches batches = new PhotoBatches(photos, failing, 2, 1, 0)) {
      assertThatIllegalStateException()
          .isThrownBy(batches::next)
          .withMessageEndingWith(".png: the crop failed: too small")
          .withRootCauseInstanceOf(IllegalArgumentException.class);
    }
  }
}
