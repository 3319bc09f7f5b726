package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.FiniteDifferences;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientsTest {
  private static final double TOLERANCE = 1e-5;
  private static final long PATIENCE_SECONDS = 60;

  private final NDManager manager = NDManager.newBaseManager();
  private NDArray point;

  @BeforeEach
  void draw() {
    point = Draw.array(manager, 11, new Shape(3, 4), -1, 1);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private static NDArray function(NDArray x) {
    return x.sin().mul(x.square()).add(Tensors.scale(x, 3).exp()).sum();
  }

  private static double reference(double[] point) {
    double sum = 0;
    for (double x : point) {
      sum += Math.sin(x) * x * x + Math.exp(3 * x);
    }
    return sum;
  }

  private float[] expected() {
    return FiniteDifferences.gradient(GradientsTest::reference, point.toFloatArray(), 1e-5);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(ErrorMeasures.relative(actual, expected)).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void agreeWithFiniteDifferences() throws InterruptedException {
    NDArray gradient = Gradients.compute(point, GradientsTest::function);
    assertThat(gradient.getShape()).isEqualTo(point.getShape());
    assertClose(gradient.toFloatArray(), expected());
  }

  @Test
  void doNotAddUpFromCallToCall() throws InterruptedException {
    float[] first = Gradients.compute(point, GradientsTest::function).toFloatArray();
    float[] second = Gradients.compute(point, GradientsTest::function).toFloatArray();
    assertThat(second).containsExactly(first);
  }

  @Test
  void mayReadValuesOnTheWay() throws InterruptedException {
    NDArray gradient =
        Gradients.compute(
            point,
            x -> {
              NDArray value = function(x);
              assertThat(value.getFloat()).isFinite();
              return value;
            });
    assertClose(gradient.toFloatArray(), expected());
  }

  @Test
  void leaveThePointAsItIsAndNothingBehind() throws InterruptedException {
    float[] before = point.toFloatArray();
    NDArray gradient = Gradients.compute(point, GradientsTest::function);
    assertThat(point.toFloatArray()).containsExactly(before);
    assertThat(point.hasGradient()).isFalse();
    assertThat(gradient.getManager()).isSameAs(manager);
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(point, gradient);
  }

  @Test
  void aFailureReachesTheCallerAndFreesTheCollector() throws InterruptedException {
    Function<NDArray, NDArray> failing =
        x -> {
          function(x);
          throw new UnsupportedOperationException("no");
        };
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Gradients.compute(point, failing))
        .withMessage("no");
    assertThat(manager.getManagedArrays()).containsExactly(point);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertClose(Gradients.compute(point, GradientsTest::function).toFloatArray(), expected());
  }

  @Test
  void aFunctionThatDoesNotUseItsArgumentFails() throws Exception {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> Gradients.compute(point, x -> x.getManager().create(1f)));
    assertThat(manager.getManagedArrays()).containsExactly(point);
    Concurrently.run(
        2,
        () -> {
          try (NDManager own = NDManager.newBaseManager()) {
            NDArray copy = own.create(point.toFloatArray(), point.getShape());
            assertClose(
                Gradients.compute(copy, GradientsTest::function).toFloatArray(), expected());
          }
          return null;
        });
  }

  @Test
  void severalThreadsTakeTurns() throws Exception {
    float[] values = point.toFloatArray();
    List<float[]> gradients =
        Concurrently.run(
            3,
            () -> {
              try (NDManager own = NDManager.newBaseManager()) {
                NDArray copy = own.create(values, new Shape(3, 4));
                return Gradients.compute(copy, GradientsTest::function).toFloatArray();
              }
            });
    assertThat(gradients).hasSize(3).allSatisfy(gradient -> assertClose(gradient, expected()));
  }

  @Test
  void aThreadWaitsUntilTheOtherIsDone() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    FutureTask<float[]> first = new FutureTask<>(() -> slowGradient(inside, finish));
    FutureTask<float[]> second = new FutureTask<>(this::gradientOfCopy);
    start(first);
    assertThat(inside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    awaitBlocked(start(second));
    assertThat(second.isDone()).isFalse();
    finish.countDown();
    assertClose(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS), expected());
    assertClose(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS), expected());
  }

  @Test
  void waitingCanBeInterrupted() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    FutureTask<float[]> first = new FutureTask<>(() -> slowGradient(inside, finish));
    FutureTask<Boolean> second =
        new FutureTask<>(
            () -> {
              try {
                gradientOfCopy();
                return false;
              } catch (InterruptedException e) {
                return true;
              }
            });
    start(first);
    assertThat(inside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    Thread waiting = start(second);
    awaitBlocked(waiting);
    waiting.interrupt();
    assertThat(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    finish.countDown();
    assertClose(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS), expected());
    assertClose(Gradients.compute(point, GradientsTest::function).toFloatArray(), expected());
  }

  private float[] slowGradient(CountDownLatch inside, CountDownLatch finish)
      throws InterruptedException {
    NDArray gradient =
        Gradients.compute(
            point,
            x -> {
              inside.countDown();
              try {
                assertThat(finish.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return function(x);
            });
    return gradient.toFloatArray();
  }

  private float[] gradientOfCopy() throws InterruptedException {
    try (NDManager own = NDManager.newBaseManager()) {
      NDArray copy = own.create(point.toFloatArray(), point.getShape());
      return Gradients.compute(copy, GradientsTest::function).toFloatArray();
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitBlocked(Thread thread) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (thread.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
  }
}
