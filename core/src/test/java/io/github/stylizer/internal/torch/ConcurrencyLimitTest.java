package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.StyleModel;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConcurrencyLimitTest {
  // What users write, so that renaming it here is noticed.
  private static final String PROPERTY = "stylizer.passes";
  private static final int CALLS = 40;
  private static final int PAINTED_BEFORE = 10;

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  @Test
  void noMorePassesAreInFlightThanAllowed() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    List<Integer> seen =
        Concurrently.run(
            3 * ConcurrencyLimit.limit(),
            () ->
                ConcurrencyLimit.pass(
                    () -> {
                      int now = inFlight.incrementAndGet();
                      Thread.yield();
                      inFlight.decrementAndGet();
                      return now;
                    },
                    ignored -> {}));
    assertThat(seen)
        .hasSize(3 * ConcurrencyLimit.limit())
        .allMatch(now -> now <= ConcurrencyLimit.limit());
  }

  /** All permits are taken by those who want another. */
  @Test
  void aPassInsideAPassNeedsNoSecondPermit() throws Exception {
    List<String> results =
        Concurrently.run(
            2 * ConcurrencyLimit.limit(),
            () ->
                ConcurrencyLimit.pass(
                    () -> {
                      Thread.yield();
                      return ConcurrencyLimit.pass(() -> "inner", ignored -> {});
                    },
                    ignored -> {}));
    assertThat(results).containsOnly("inner");
  }

  @Test
  void anInterruptedThreadComputesNothing() {
    AtomicInteger computed = new AtomicInteger();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(PaintingInterruptedException.class)
        .isThrownBy(() -> ConcurrencyLimit.pass(computed::incrementAndGet, ignored -> {}));
    assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> ConcurrencyLimit.step(computed::incrementAndGet));
    assertThat(Thread.interrupted()).as("interrupt flag").isFalse();
    assertThat(computed).hasValue(0);
  }

  @Test
  void anInterruptDuringThePassDiscardsItsResult() {
    AtomicInteger discarded = new AtomicInteger();
    assertThatExceptionOfType(PaintingInterruptedException.class)
        .isThrownBy(
            () ->
                ConcurrencyLimit.pass(
                    () -> {
                      Thread.currentThread().interrupt();
                      return 5;
                    },
                    discarded::addAndGet));
    assertThat(discarded).hasValue(5);
    assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    // The permit is free again.
    assertThat(ConcurrencyLimit.pass(() -> "next", ignored -> {})).isEqualTo("next");
  }

  @Test
  void betweenPicturesOnlyAPassIsEnded() {
    Thread.currentThread().interrupt();
    ConcurrencyLimit.betweenPictures();
    assertThat(Thread.interrupted()).isTrue();
    assertThatExceptionOfType(PaintingInterruptedException.class)
        .isThrownBy(
            () ->
                ConcurrencyLimit.pass(
                    () -> {
                      Thread.currentThread().interrupt();
                      ConcurrencyLimit.betweenPictures();
                      throw new AssertionError("went on");
                    },
                    ignored -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "", "1.5", "10000000"})
  void aWrongLimitIsRefused(String setting) {
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> limit(setting))
        .withMessageContainingAll(PROPERTY, "'" + setting + "'", "1 to 999999");
  }

  @Test
  void theLimitIsTheNumberOfProcessorsUnlessItIsSet() {
    assertThat(ConcurrencyLimit.limit()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(limit("7")).isEqualTo(7);
  }

  private static int limit(String setting) {
    System.setProperty(PROPERTY, setting);
    try {
      return ConcurrencyLimit.limit();
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  /** What a server does that is asked to stop: forty pictures are wanted, ten are painted. */
  @Test
  void cancellingEndsThoseWhoWait() throws Exception {
    TransformNet net = TransformNet.of(4);
    AtomicInteger painted = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    AtomicInteger left = new AtomicInteger();
    ReentrantLock counting = new ReentrantLock();
    CountDownLatch submitted = new CountDownLatch(1);
    ExecutorService executor = executor();
    try (NDManager manager = NDManager.newBaseManager();
        StyleModel model =
            TransformNetModel.of(
                net, DrawnTransformNet.tensors(manager, net.kernelShapes(), 1), Map.of())) {
      Callable<Void> call =
          () -> {
            try (NDManager own = NDManager.newBaseManager()) {
              submitted.await();
              NDArray photo = Draw.array(own, 51, new Shape(1, 3, 24, 32), -2, 2);
              try {
                // Counted within the pass: nobody passes the gate while the rest is cancelled.
                ConcurrencyLimit.pass(
                    () -> {
                      NDArray result = model.stylize(photo);
                      counting.lock();
                      try {
                        if (painted.incrementAndGet() == PAINTED_BEFORE) {
                          executor.shutdownNow();
                        }
                      } finally {
                        counting.unlock();
                      }
                      return result;
                    },
                    NDArray::close);
              } catch (PaintingInterruptedException e) {
                interrupted.incrementAndGet();
                left.addAndGet(own.getManagedArrays().size() - 1);
              }
              return null;
            }
          };
      for (int i = 0; i < CALLS; i++) {
        executor.submit(call);
      }
      submitted.countDown();
      assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(painted.get())
        .isBetween(PAINTED_BEFORE, PAINTED_BEFORE + ConcurrencyLimit.limit() + 2);
    assertThat(interrupted).hasPositiveValue();
    assertThat(left).as("arrays left").hasValue(0);
  }

  /** Virtual threads where the JDK has them. */
  private static ExecutorService executor() throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      return Executors.newFixedThreadPool(CALLS);
    }
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
