package io.github.stylizer.gatys.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.gatys.optim.Optimizer.Outcome;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.torch.TorchProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamOptimizerTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TorchProgram program = Adam.compile(Device.cpu());

  @AfterEach
  void free() {
    program.close();
    manager.close();
  }

  @Test
  void followsAlgorithm1OfThePaperForTenSteps() throws Exception {
    ArrayObjective.Function function = ArrayObjective.rosenbrock();
    float[] start = {-1.2f, 1, 0.7f};
    NDArray point = manager.create(start);
    double[] x = ArrayObjective.doubles(start);
    double[] mean = new double[3];
    double[] variance = new double[3];
    ArrayObjective objective = new ArrayObjective(function);
    try (AdamOptimizer adam = new AdamOptimizer(program, point, 0.05f)) {
      for (int t = 1; t <= 10; t++) {
        assertThat(adam.step(objective)).isEqualTo(Outcome.CONTINUE);
        double[] gradient = new double[3];
        function.at(x, gradient);
        for (int i = 0; i < 3; i++) {
          mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
          variance[i] = 0.999 * variance[i] + 0.001 * gradient[i] * gradient[i];
          double correctedMean = mean[i] / (1 - Math.pow(0.9, t));
          double correctedVariance = variance[i] / (1 - Math.pow(0.999, t));
          x[i] -= 0.05 * correctedMean / (Math.sqrt(correctedVariance) + 1e-8);
          assertThat((double) point.toFloatArray()[i])
              .as("number %d after step %d", i, t)
              .isCloseTo(x[i], within(1e-5));
        }
      }
    }
    assertThat(objective.evaluations()).isEqualTo(10);
  }

  @Test
  void minimizesAQuadratic() throws Exception {
    ArrayObjective objective =
        new ArrayObjective(
            ArrayObjective.quadratic(new double[] {1, 100}, new double[] {0.5, -0.5}), 400);
    NDArray point = manager.create(new float[] {0, 0});
    try (AdamOptimizer adam = new AdamOptimizer(program, point, 0.05f)) {
      Outcome outcome;
      do {
        outcome = adam.step(objective);
      } while (outcome == Outcome.CONTINUE);
      assertThat(outcome).isEqualTo(Outcome.EXHAUSTED);
    }
    assertThat(objective.evaluations()).isEqualTo(400);
    assertThat(objective.losses.get(399)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "Infinity, 1", "1, NaN", "1, Infinity", "1, -Infinity"})
  void doesNotMoveWhenSomethingIsNotFinite(double loss, double gradientFactor) throws Exception {
    NDArray point = manager.create(new float[] {3, 4});
    ArrayObjective objective =
        new ArrayObjective(
            (x, gradient) -> {
              gradient[0] = 1;
              gradient[1] = gradientFactor;
              return loss;
            });
    try (AdamOptimizer adam = new AdamOptimizer(program, point, 0.05f)) {
      assertThat(adam.step(objective)).isEqualTo(Outcome.NOT_FINITE);
    }
    assertThat(point.toFloatArray()).containsExactly(3, 4);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    NDArray point = manager.create(new float[] {-1.2f, 1});
    ArrayObjective objective = new ArrayObjective(ArrayObjective.rosenbrock());
    try (AdamOptimizer adam = new AdamOptimizer(program, point, 0.05f)) {
      adam.step(objective);
      int own = manager.getManagedArrays().size();
      assertThat(own).as("the point, two moments and the number of steps").isEqualTo(4);
      for (int i = 0; i < 5; i++) {
        adam.step(objective);
      }
      assertThat(manager.getManagedArrays()).hasSize(own);
    }
    assertThat(manager.getManagedArrays()).containsExactly(point);
  }
}
