package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CloseGuardTest {
  private final CloseGuard lock = new CloseGuard("network");
  private final AtomicInteger freed = new AtomicInteger();

  @Test
  void isUsedUntilItIsClosedOnce() throws IOException {
    AtomicInteger written = new AtomicInteger();
    assertThat(lock.<String>compute(() -> "result")).isEqualTo("result");
    lock.write(written::incrementAndGet);
    lock.close(freed::incrementAndGet);
    lock.close(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> lock.compute(() -> "result"))
        .withMessage("this network is closed");
    assertThatIllegalStateException().isThrownBy(() -> lock.write(written::incrementAndGet));
    assertThat(written).hasValue(1);
  }

  @Test
  void whoClosesWaitsForThoseWhoCompute() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger freedTooEarly = new AtomicInteger();
    Runnable use =
        () ->
            lock.compute(
                () -> {
                  inside.countDown();
                  await(mayEnd);
                  return freedTooEarly.addAndGet(freed.get());
                });
    Thread first = new Thread(use);
    Thread second = new Thread(use);
    first.start();
    second.start();
    inside.await();
    Thread closing = new Thread(() -> lock.close(freed::incrementAndGet));
    closing.start();
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(freed).hasValue(0);
    mayEnd.countDown();
    first.join();
    second.join();
    closing.join();
    assertThat(freed).hasValue(1);
    assertThat(freedTooEarly).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailureLeavesItOpen() {
    assertThatIOException()
        .isThrownBy(
            () ->
                lock.write(
                    () -> {
                      throw new IOException("full");
                    }))
        .withMessage("full");
    lock.close(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
  }
}
