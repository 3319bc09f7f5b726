package io.github.stylizer.gatys.optim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompiledOptimizerTest {
  private static final int STEPS = 4;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<CompiledOptimizer> optimizers() {
    return Stream.of(
        CompiledOptimizer.lbfgs(Device.cpu(), false),
        CompiledOptimizer.lbfgs(Device.cpu(), true),
        CompiledOptimizer.adam(Device.cpu()));
  }

  /** Two that take turns end where each ends alone, and the program outlives the first of them. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizersHaveStatesOfTheirOwn(CompiledOptimizer compiled) throws Exception {
    try (compiled) {
      float[] left = alone(compiled, -1.2f);
      float[] right = alone(compiled, 0.4f);
      NDArray first = point(-1.2f);
      NDArray second = point(0.4f);
      ArrayObjective ofFirst = objective();
      ArrayObjective ofSecond = objective();
      try (Optimizer one = compiled.start(first, 0.05f);
          Optimizer two = compiled.start(second, 0.05f)) {
        for (int i = 0; i < STEPS; i++) {
          one.step(ofFirst);
          two.step(ofSecond);
        }
      }
      assertThat(first.toFloatArray()).containsExactly(left);
      assertThat(second.toFloatArray()).containsExactly(right);
      assertThat(left).isNotEqualTo(right);
    }
  }

  private float[] alone(CompiledOptimizer compiled, float start) throws Exception {
    NDArray point = point(start);
    ArrayObjective objective = objective();
    try (Optimizer optimizer = compiled.start(point, 0.05f)) {
      for (int i = 0; i < STEPS; i++) {
        optimizer.step(objective);
      }
    }
    return point.toFloatArray();
  }

  private NDArray point(float start) {
    return manager.create(new float[] {start, 1});
  }

  private static ArrayObjective objective() {
    return new ArrayObjective(ArrayObjective.rosenbrock(), 1000);
  }
}
