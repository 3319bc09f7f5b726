package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.InterceptedExtractor;
import io.github.stylizer.testing.OccupiedGate;
import io.github.stylizer.testing.TinyExtractor;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an optimization is stopped from outside, and how two of them share the machine. */
class GatysInterruptTest {
  private static TinyExtractor extractor;

  @BeforeAll
  static void open() {
    extractor = new TinyExtractor();
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  private static ProgressListener interruptAt(long evaluation) {
    return progress -> {
      if (progress.done() == evaluation) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void interruptFromTheListenerReturnsTheBestSoFar(GatysOptimizer optimizer) throws Exception {
    InterceptedExtractor seen = new InterceptedExtractor(extractor);
    RecordedRun painting =
        RecordedRun.of(
            seen,
            builder -> builder.optimizer(optimizer).evaluations(1000),
            DrawnPictures.painting(2),
            interruptAt(5));
    assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    assertThat(painting.evaluations()).hasSize(5);
    assertThat(painting.last().stopped()).contains("interrupted");
    List<Double> totals = painting.totals();
    int best = totals.indexOf(Collections.min(totals));
    assertThat(painting.result()).containsExactly(seen.pictures.get(2 + best));
  }

  @Test
  void interruptEndsAllSizes() throws Exception {
    try (NDManager manager = NDManager.newBaseManager()) {
      InterceptedExtractor seen = new InterceptedExtractor(extractor);
      RecordedRun painting =
          RecordedRun.of(
              DrawnPictures.photo(manager, 1, 90, 64),
              seen,
              builder -> builder.evaluations(1000).multiScale(32),
              DrawnPictures.painting(2),
              interruptAt(3));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(painting.progress()).hasSize(4);
      assertThat(painting.last().stopped()).contains("interrupted");
      assertThat(seen.sizes.subList(2, seen.sizes.size())).containsOnly("32x23");
      assertThat(painting.result()).hasSize(3 * 90 * 64);
    }
  }

  @Test
  void anInterruptedThreadGetsTheStart() throws Exception {
    InterceptedExtractor seen = new InterceptedExtractor(extractor);
    Thread.currentThread().interrupt();
    RecordedRun painting = RecordedRun.of(seen, builder -> builder.evaluations(50));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(painting.evaluations()).isEmpty();
    assertThat(painting.last().stopped()).contains("interrupted");
    assertThat(painting.last().losses()).isEmpty();
    assertThat(seen.pictures).as("passes").isEmpty();
    assertThat(painting.result()).containsExactly(photo());
  }

  private static float[] photo() {
    try (NDManager manager = NDManager.newBaseManager()) {
      return DrawnPictures.photo(manager, 1, RecordedRun.WIDTH, RecordedRun.HEIGHT).toFloatArray();
    }
  }

  @Test
  void interruptFromAnotherThreadStopsTheWork() throws Exception {
    CountDownLatch atWork = new CountDownLatch(1);
    AtomicReference<RecordedRun> painting = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    boolean[] flag = {false};
    Thread painter =
        new Thread(
            () -> {
              try {
                painting.set(
                    RecordedRun.of(
                        extractor,
                        builder -> builder.evaluations(1_000_000).optimizer(GatysOptimizer.ADAM),
                        DrawnPictures.painting(2),
                        progress -> atWork.countDown()));
                flag[0] = Thread.currentThread().isInterrupted();
              } catch (Exception e) {
                failure.set(e);
              }
            });
    painter.start();
    assertThat(atWork.await(60, TimeUnit.SECONDS)).isTrue();
    painter.interrupt();
    painter.join(60_000);
    assertThat(painter.isAlive()).isFalse();
    assertThat(failure).hasValue(null);
    assertThat(flag[0]).as("interrupt flag").isTrue();
    assertThat(painting.get().last().stopped()).contains("interrupted");
    assertThat(painting.get().last().done()).isBetween(1L, 999_999L);
  }

  /** The first picture is in the middle of an evaluation, and the second waits for its turn. */
  @Test
  void waitingForItsTurnCanBeInterrupted() throws Exception {
    CountDownLatch evaluating = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    InterceptedExtractor blocking =
        new InterceptedExtractor(
            extractor,
            (call, features) -> {
              if (call == 2) {
                evaluating.countDown();
                await(goOn);
              }
              return features;
            });
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<RecordedRun> first =
          executor.submit(() -> RecordedRun.of(blocking, builder -> builder.evaluations(2)));
      await(evaluating);
      AtomicReference<RecordedRun> second = new AtomicReference<>();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  second.set(RecordedRun.of(extractor, builder -> builder.evaluations(2)));
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      waiting.start();
      while (waiting.getState() != Thread.State.WAITING && waiting.isAlive()) {
        Thread.onSpinWait();
      }
      waiting.interrupt();
      waiting.join(60_000);
      assertThat(first.isDone()).isFalse();
      assertThat(second.get().last().stopped()).contains("interrupted");
      assertThat(second.get().evaluations()).isEmpty();
      goOn.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS).evaluations()).hasSize(2);
    } finally {
      goOn.countDown();
      executor.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void twoAtATimeEqualOneAfterTheOther() throws Exception {
    float[] lbfgs = RecordedRun.of(extractor, builder -> builder.evaluations(25)).result();
    float[] adam = adam();
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      Future<RecordedRun> one =
          executor.submit(() -> RecordedRun.of(extractor, builder -> builder.evaluations(25)));
      Future<float[]> two = executor.submit(GatysInterruptTest::adam);
      assertThat(ErrorMeasures.relative(one.get(60, TimeUnit.SECONDS).result(), lbfgs))
          .isLessThan(1e-5);
      assertThat(ErrorMeasures.relative(two.get(60, TimeUnit.SECONDS), adam)).isLessThan(1e-5);
    } finally {
      executor.shutdownNow();
    }
  }

  private static float[] adam() throws Exception {
    return RecordedRun.of(
            extractor, builder -> builder.evaluations(25).optimizer(GatysOptimizer.ADAM))
        .result();
  }

  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void exceptionsOfTheListenerEndTheWorkAndLeaveNothing(GatysOptimizer optimizer) throws Exception {
    GatysMethod gatys = GatysMethod.builder(extractor).evaluations(9).optimizer(optimizer).build();
    try (NDManager manager = NDManager.newBaseManager();
        StyleModel model = gatys.prepare(DrawnPictures.painting(2), ProgressListener.NONE)) {
      NDArray photo = DrawnPictures.photo(manager, 1, 20, 20);
      for (int when : new int[] {1, 2, 5}) {
        long[] seen = {0};
        assertThatThrownBy(
                () ->
                    model.stylize(
                        photo,
                        progress -> {
                          seen[0] = progress.done();
                          if (progress.done() == when) {
                            throw new IllegalStateException("stop it");
                          }
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("stop it");
        assertThat(seen[0]).isEqualTo(when);
        assertThat(manager.getManagedArrays()).containsExactly(photo);
      }
      // The collector is free again.
      assertThat(model.stylize(photo).getShape()).isEqualTo(photo.getShape());
    }
  }

  /** Nothing blocks: the model is freed when the run has ended. */
  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void aListenerThatClosesTheModelEndsTheRun(GatysOptimizer optimizer) throws Exception {
    GatysMethod gatys = GatysMethod.builder(extractor).evaluations(9).optimizer(optimizer).build();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = DrawnPictures.photo(manager, 1, 20, 20);
      StyleModel model = gatys.prepare(DrawnPictures.painting(2), ProgressListener.NONE);
      long[] seen = {0};
      assertThatThrownBy(
              () ->
                  model.stylize(
                      photo,
                      progress -> {
                        seen[0] = progress.done();
                        if (progress.done() == 3) {
                          model.close();
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this style is closed");
      assertThat(seen[0]).isEqualTo(3);
      assertThat(manager.getManagedArrays()).containsExactly(photo);
    }
  }

  /** A run takes a permit for each evaluation only, so its listener finds one free. */
  @Test
  void othersPaintBetweenTwoEvaluations() throws Exception {
    AtomicReference<String> other = new AtomicReference<>();
    RecordedRun.of(
        extractor,
        builder -> builder.evaluations(3),
        DrawnPictures.painting(2),
        progress -> {
          try {
            OccupiedGate.during(() -> other.set("had all permits"));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    assertThat(other).hasValue("had all permits");
  }
}
