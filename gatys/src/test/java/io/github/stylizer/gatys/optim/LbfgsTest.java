package io.github.stylizer.gatys.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.gatys.optim.Optimizer.Outcome;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TorchProgram program = LbfgsHistory.compile(Device.cpu());

  @AfterEach
  void free() {
    program.close();
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void minimizesAnIllConditionedQuadratic(boolean lineSearch) throws Exception {
    double[] minimum = {1, -2, 3, 0.5, -1, 2};
    ArrayObjective objective =
        new ArrayObjective(
            ArrayObjective.quadratic(new double[] {1e-2, 0.1, 1, 10, 100, 1000}, minimum), 400);
    NDArray point = manager.zeros(new Shape(6));
    run(point, objective, lineSearch);
    assertThat(last(objective)).isLessThan(1e-6);
    assertPoint(point, minimum, 1e-2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void lineSearchGoesThroughRosenbrocksValley(int dimensions) throws Exception {
    ArrayObjective objective = new ArrayObjective(ArrayObjective.rosenbrock(), 1000);
    float[] start = new float[dimensions];
    double[] ones = new double[dimensions];
    Arrays.fill(start, -1.2f);
    Arrays.fill(ones, 1);
    NDArray point = manager.create(start);
    assertThat(run(point, objective, true)).isEqualTo(Outcome.CONVERGED);
    assertPoint(point, ones, 2e-3);
  }

  @Test
  void followsPyTorchsAlgorithmOverTwoSteps() throws Exception {
    ArrayObjective.Function function =
        ArrayObjective.quadratic(new double[] {0.5, 1, 2, 4, 8}, new double[] {1, -2, 3, 0.5, -1});
    float[] start = {4, 3, -2, 1, 5};
    ReferenceLbfgs reference =
        new ReferenceLbfgs(function, ArrayObjective.doubles(start), 0.1, 100);
    ArrayObjective objective = new ArrayObjective(function);
    NDArray point = manager.create(start);
    try (Lbfgs lbfgs = new Lbfgs(program, point, 0.1f, false)) {
      for (int step = 1; step <= 2; step++) {
        reference.step();
        assertThat(lbfgs.step(objective)).isEqualTo(Outcome.CONTINUE);
        assertThat(objective.evaluations()).isEqualTo(20 * step);
      }
    }
    double first = reference.losses.get(0);
    for (int i = 0; i < reference.losses.size(); i++) {
      double expected = reference.losses.get(i);
      assertThat(objective.losses.get(i))
          .as("loss of evaluation %d", i)
          .isCloseTo(expected, within(1e-3 * expected + 1e-6 * first));
    }
    assertPoint(point, reference.x, 1e-3);
  }

  @Test
  void firstStepIsAsLongAsTheLearningRateAtMost() throws Exception {
    ArrayObjective objective =
        new ArrayObjective(
            ArrayObjective.quadratic(new double[] {100, 100}, new double[] {0, 0}), 2);
    try (Lbfgs lbfgs = new Lbfgs(program, manager.create(new float[] {3, -1}), 0.5f, false)) {
      lbfgs.step(objective);
    }
    // The gradient is (300, -100); its sum of magnitudes is 400.
    assertThat(objective.points.get(1))
        .usingComparatorWithPrecision(1e-5)
        .containsExactly(3 - 0.5 * 300 / 400, -1 + 0.5 * 100 / 400);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void convergesAtOnceWhereTheGradientIsZero(boolean lineSearch) throws Exception {
    ArrayObjective objective =
        new ArrayObjective(ArrayObjective.quadratic(new double[] {1, 1}, new double[] {2, 3}));
    NDArray point = manager.create(new float[] {2, 3});
    assertThat(run(point, objective, lineSearch)).isEqualTo(Outcome.CONVERGED);
    assertThat(objective.evaluations()).isEqualTo(1);
    assertPoint(point, new double[] {2, 3}, 0);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "7, false", "21, false"})
  void saysThatALossIsNotFinite(int evaluation, boolean lineSearch) throws Exception {
    assertThat(spoilt(evaluation, Double.NaN, 1, lineSearch)).isEqualTo(Outcome.NOT_FINITE);
    assertThat(spoilt(evaluation, Double.POSITIVE_INFINITY, 1, lineSearch))
        .isEqualTo(Outcome.NOT_FINITE);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "7, false", "21, false"})
  void saysThatAGradientIsNotFinite(int evaluation, boolean lineSearch) throws Exception {
    assertThat(spoilt(evaluation, 1, Double.NaN, lineSearch)).isEqualTo(Outcome.NOT_FINITE);
    assertThat(spoilt(evaluation, 1, Double.NEGATIVE_INFINITY, lineSearch))
        .isEqualTo(Outcome.NOT_FINITE);
  }

  private Outcome spoilt(int evaluation, double loss, double gradientOfTheLast, boolean lineSearch)
      throws Exception {
    ArrayObjective.Function valley = ArrayObjective.rosenbrock();
    int[] count = {0};
    ArrayObjective objective =
        new ArrayObjective(
            (x, gradient) -> {
              double value = valley.at(x, gradient);
              if (++count[0] < evaluation) {
                return value;
              }
              gradient[x.length - 1] *= gradientOfTheLast;
              return value * loss;
            },
            evaluation);
    Outcome outcome =
        run(manager.create(new float[] {-1.2f, 1.5f}), unlimited(objective), lineSearch);
    assertThat(objective.evaluations()).isEqualTo(evaluation);
    return outcome;
  }

  /** The same objective, but never exhausted, so that the outcome is another. */
  private static Objective unlimited(ArrayObjective objective) {
    return new Objective() {
      @Override
      public Evaluation evaluate(NDArray point) {
        return objective.evaluate(point);
      }

      @Override
      public boolean exhausted() {
        return false;
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0, false", "1, false", "2, false", "19, false", "20, false", "21, false", "40, false",
    "0, true", "1, true", "2, true", "3, true", "7, true", "19, true", "33, true"
  })
  void stopsExactlyAtTheBudget(int budget, boolean lineSearch) throws Exception {
    ArrayObjective objective = new ArrayObjective(ArrayObjective.rosenbrock(), budget);
    NDArray point = manager.create(new float[] {-1.2f, 1, -0.5f, 0.3f, 2, -1});
    assertThat(run(point, objective, lineSearch, 0.1f)).isEqualTo(Outcome.EXHAUSTED);
    assertThat(objective.evaluations()).isEqualTo(budget);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.01f, 1, 30})
  void lineSearchNeverIncreasesTheLossFromStepToStep(float learningRate) throws Exception {
    ArrayObjective.Function waves =
        (x, gradient) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += 0.1 * x[i] * x[i] + Math.sin((i + 2) * x[i]);
            gradient[i] = 0.2 * x[i] + (i + 2) * Math.cos((i + 2) * x[i]);
          }
          return sum;
        };
    for (ArrayObjective.Function function : List.of(waves, ArrayObjective.rosenbrock())) {
      ArrayObjective objective = new ArrayObjective(function, 300);
      NDArray point = manager.create(new float[] {3, -4, 2.5f, 5});
      List<Double> atSteps = new ArrayList<>();
      try (Lbfgs lbfgs = new Lbfgs(program, point, learningRate, true)) {
        Outcome outcome;
        do {
          atSteps.add(lossAt(function, point));
          outcome = lbfgs.step(objective);
        } while (outcome == Outcome.CONTINUE);
      }
      atSteps.add(lossAt(function, point));
      for (int i = 1; i < atSteps.size(); i++) {
        assertThat(atSteps.get(i)).as("step %d", i).isLessThanOrEqualTo(atSteps.get(i - 1) + 1e-6);
      }
      assertThat(atSteps.get(atSteps.size() - 1)).isLessThan(atSteps.get(0));
    }
  }

  private static double lossAt(ArrayObjective.Function function, NDArray point) throws Exception {
    try (Objective.Evaluation evaluation = new ArrayObjective(function, 1).evaluate(point)) {
      return evaluation.loss();
    }
  }

  /** The slope promises a descent, but no length is better than none. */
  @Test
  void endsWhenTheSearchFindsNothing() throws Exception {
    ArrayObjective.Function rising =
        (x, gradient) -> {
          gradient[0] = -x[0];
          return x[0] * x[0] / 2;
        };
    ArrayObjective.Function undefined =
        (x, gradient) -> {
          gradient[0] = 1;
          return x[0] == 3 ? 1 : Double.NaN;
        };
    for (ArrayObjective.Function function : List.of(rising, undefined)) {
      ArrayObjective objective = new ArrayObjective(function, 500);
      NDArray point = manager.create(new float[] {3});
      assertThat(run(point, objective, true)).isEqualTo(Outcome.CONVERGED);
      assertThat(objective.evaluations()).isLessThanOrEqualTo(26);
      assertPoint(point, new double[] {3}, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNothingBehind(boolean lineSearch) throws Exception {
    NDArray point = manager.create(new float[] {-1.2f, 1, 0.5f, -0.3f});
    ArrayObjective objective = new ArrayObjective(ArrayObjective.rosenbrock());
    List<Integer> counts = new ArrayList<>();
    try (Lbfgs lbfgs = new Lbfgs(program, point, 0.1f, lineSearch)) {
      for (int i = 0; i < 8; i++) {
        lbfgs.step(objective);
        counts.add(manager.getManagedArrays().size());
      }
    }
    assertThat(counts.get(7)).as("when the history is full").isEqualTo(counts.get(6));
    assertThat(manager.getManagedArrays()).containsExactly(point);
  }

  private Outcome run(NDArray point, Objective objective, boolean lineSearch)
      throws InterruptedException {
    return run(point, objective, lineSearch, 1);
  }

  private Outcome run(NDArray point, Objective objective, boolean lineSearch, float learningRate)
      throws InterruptedException {
    try (Lbfgs lbfgs = new Lbfgs(program, point, learningRate, lineSearch)) {
      Outcome outcome;
      do {
        outcome = lbfgs.step(objective);
      } while (outcome == Outcome.CONTINUE);
      return outcome;
    }
  }

  private static double last(ArrayObjective objective) {
    return objective.losses.get(objective.losses.size() - 1);
  }

  private static void assertPoint(NDArray point, double[] expected, double tolerance) {
    float[] actual = point.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("number %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
