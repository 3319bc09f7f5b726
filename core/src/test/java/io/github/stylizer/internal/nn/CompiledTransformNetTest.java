package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledTransformNetTest {
  private static final int THREADS = 4;

  private final TransformNet net = TransformNet.of(4);
  private final CompiledTransformNet program = net.compile(Device.cpu());
  private final NDManager manager = NDManager.newBaseManager();
  private final ConvWeights weights = ConvWeights.of(OwnWeights.NONE.draw(manager, net, 1));

  @AfterEach
  void close() {
    program.close();
    manager.close();
  }

  static NDArray apply(
      CompiledTransformNet program, NDArray images, ConvWeights weights, boolean differentiable) {
    return differentiable
        ? program.apply(images, weights)
        : program.apply(images, weights, Precision.FLOAT32);
  }

  /** Every thread has a picture of its own size, so that none can mistake another's for its own. */
  private static NDArray picture(NDManager owner, int thread) {
    return Draw.array(owner, thread, new Shape(1, 3, 20 + 4 * thread, 33), -2, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void servesManyThreadsAtOnceFromTheFirstCallOn(boolean differentiable) throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Double> errors =
        Concurrently.run(
            THREADS,
            () -> {
              int thread = next.getAndIncrement();
              double error = 0;
              try (NDManager own = NDManager.newBaseManager()) {
                NDArray picture = picture(own, thread);
                float[] expected = net.apply(picture, weights).toFloatArray();
                for (int i = 0; i < 5; i++) {
                  NDArray result = apply(program, picture, weights, differentiable);
                  error = Math.max(error, ErrorMeasures.relative(result.toFloatArray(), expected));
                }
              }
              return error;
            });
    assertThat(errors).hasSize(THREADS).allSatisfy(error -> assertThat(error).isLessThan(1e-4));
  }

  @Test
  void gradientsFlowInTrainingOnly() throws InterruptedException {
    NDArray picture = picture(manager, 0);
    NDArray ones = picture.onesLike();
    assertThat(gradientOfSumWithItself(picture, false)).isEqualTo(ones);
    assertThat(gradientOfSumWithItself(picture, true)).isNotEqualTo(ones);
  }

  private NDArray gradientOfSumWithItself(NDArray picture, boolean differentiable)
      throws InterruptedException {
    return Gradients.compute(picture, x -> apply(program, x, weights, differentiable).add(x).sum());
  }

  @Test
  void knowsItsNetwork() {
    assertThat(program.net()).isEqualTo(net);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNothingOnceItIsClosed(boolean differentiable) {
    NDArray picture = picture(manager, 0);
    float[] before = apply(program, picture, weights, differentiable).toFloatArray();
    NDArray result = apply(program, picture, weights, differentiable);
    program.close();
    program.close();
    assertThat(result.toFloatArray()).containsExactly(before);
    int arrays = manager.getManagedArrays().size();
    for (boolean each : new boolean[] {false, true}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> apply(program, picture, weights, each))
          .withMessageContaining("closed");
    }
    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingWaitsForThoseWhoRunIt(boolean differentiable) throws Exception {
    float[] expected = apply(program, picture(manager, 0), weights, differentiable).toFloatArray();
    // From now on each round has the native program for itself and frees it.
    program.close();
    for (int round = 0; round < 20; round++) {
      CompiledTransformNet closing = net.compile(Device.cpu());
      List<String> told =
          Concurrently.untilClosed(
              THREADS,
              () -> {
                try (NDManager own = NDManager.newBaseManager()) {
                  NDArray result = apply(closing, picture(own, 0), weights, differentiable);
                  assertThat(result.toFloatArray()).containsExactly(expected);
                }
              },
              closing::close);
      assertThat(told).hasSize(THREADS).containsOnly("this transform network is closed");
    }
  }

  @Test
  void itsProgramsLiveAsLongAsAnyWhoCompiledThem() {
    NDArray picture = picture(manager, 0);
    float[] expected = program.apply(picture, weights, Precision.FLOAT32).toFloatArray();
    try (CompiledTransformNet other = net.compile(Device.cpu())) {
      program.close();
      assertThat(other.apply(picture, weights, Precision.FLOAT32).toFloatArray())
          .containsExactly(expected);
    }
    ProgramCache first = ProgramCache.acquire(net, Device.cpu());
    assertThat(ProgramCache.acquire(net, Device.cpu())).isSameAs(first);
    assertThat(first.painting(Precision.FLOAT32))
        .isSameAs(first.painting(Precision.FLOAT32))
        .isNotSameAs(first.painting(Precision.BFLOAT16))
        .isNotSameAs(first.training());
    first.release();
    first.release();
    ProgramCache second = ProgramCache.acquire(net, Device.cpu());
    assertThat(second).isNotSameAs(first);
    second.release();
  }

  @Test
  void closesUnused() {
    program.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> program.apply(picture(manager, 0), weights, Precision.FLOAT32));
  }
}
