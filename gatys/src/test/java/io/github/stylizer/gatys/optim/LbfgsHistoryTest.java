package io.github.stylizer.gatys.optim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LbfgsHistoryTest {
  private static final int LENGTH = 40;

  private final NDManager manager = NDManager.newBaseManager();
  private final TorchProgram program = LbfgsHistory.compile(Device.cpu());

  @AfterEach
  void free() {
    program.close();
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "5, 3", "5, 5", "5, 6", "5, 10", "5, 17", "1, 1", "1, 4", "100, 30"})
  void directionIsThatOfTheTwoLoopRecursion(int capacity, int pairs) {
    List<double[]> steps = new ArrayList<>();
    List<double[]> changes = new ArrayList<>();
    try (LbfgsHistory history = new LbfgsHistory(capacity, program, manager)) {
      for (int i = 0; i < pairs; i++) {
        float[] step = Draw.values(100 + i, LENGTH);
        float[] change = changeOf(step, 300 + i);
        history.add(manager.create(step), manager.create(change));
        steps.add(ArrayObjective.doubles(step));
        changes.add(ArrayObjective.doubles(change));
      }
      int forgotten = Math.max(0, pairs - capacity);
      float[] gradient = Draw.values(7, LENGTH);
      double[] expected =
          ReferenceLbfgs.direction(
              steps.subList(forgotten, pairs),
              changes.subList(forgotten, pairs),
              ArrayObjective.doubles(gradient));
      float[] actual = history.direction(manager.create(gradient)).toFloatArray();
      assertThat(ErrorMeasures.relative(actual, floats(expected))).isLessThan(1e-4);
    }
  }

  @Test
  void withoutPairsGoesDownTheGradient() {
    try (LbfgsHistory history = new LbfgsHistory(3, program, manager)) {
      NDArray direction = history.direction(manager.create(new float[] {1.5f, -2}));
      assertThat(direction.toFloatArray()).containsExactly(-1.5f, 2);
    }
  }

  @Test
  void doesNotKeepPairsWithoutPositiveCurvature() {
    try (LbfgsHistory history = new LbfgsHistory(3, program, manager)) {
      NDArray step = manager.create(new float[] {1, 0});
      NDArray gradient = manager.create(new float[] {3, 4});
      history.add(step, manager.create(new float[] {-2, 0}));
      history.add(step, manager.create(new float[] {0, 5}));
      history.add(step, manager.create(new float[] {1e-11f, 5}));
      history.add(step, manager.create(new float[] {Float.NaN, 5}));
      assertThat(history.direction(gradient).toFloatArray()).containsExactly(-3, -4);

      // The inverse curvature along the step is 1/2, which is also the scale of all the rest.
      history.add(step, manager.create(new float[] {2, 0}));
      assertThat(history.direction(gradient).toFloatArray()).containsExactly(-1.5f, -2);
      history.add(step, manager.create(new float[] {-2, 0}));
      assertThat(history.direction(gradient).toFloatArray()).containsExactly(-1.5f, -2);
    }
  }

  /** Rounding may turn a tiny positive curvature into none when it is computed another way. */
  @Test
  void staysFiniteWhenAStepIsAllButOrthogonalToTheChange() {
    int length = 5000;
    for (int seed = 0; seed < 60; seed++) {
      float[] step = Draw.values(1000 + seed, length);
      float[] change = new float[length];
      for (int i = 0; i < length; i += 2) {
        change[i] = step[i + 1];
        change[i + 1] = -step[i];
      }
      try (LbfgsHistory history = new LbfgsHistory(3, program, manager);
          NDArray stepArray = manager.create(step);
          NDArray changeArray = manager.create(change)) {
        history.add(changeArray, changeArray);
        history.add(stepArray, changeArray);
        try (NDArray direction = history.direction(stepArray)) {
          double slope = 0;
          float[] values = direction.toFloatArray();
          for (int i = 0; i < length; i++) {
            slope += values[i] * step[i];
          }
          assertThat(slope).as("slope, seed %d", seed).isNegative().isFinite();
        }
      }
    }
  }

  @Test
  void leavesNothingBehindAndItsArgumentsAsTheyWere() {
    NDArray step = manager.create(Draw.values(1, LENGTH));
    NDArray change = manager.create(changeOf(step.toFloatArray(), 2));
    NDArray gradient = manager.create(Draw.values(3, LENGTH));
    float[] before = gradient.toFloatArray();
    try (LbfgsHistory history = new LbfgsHistory(4, program, manager)) {
      for (int i = 0; i < 4; i++) {
        history.add(step, change);
      }
      int full = manager.getManagedArrays().size();
      for (int i = 0; i < 9; i++) {
        history.add(step, change);
        history.direction(gradient).close();
      }
      assertThat(manager.getManagedArrays()).hasSize(full);
      assertThat(history.direction(gradient).getManager()).isSameAs(gradient.getManager());
    }
    assertThat(manager.getManagedArrays()).as("three arguments and a direction").hasSize(4);
    assertThat(gradient.toFloatArray()).containsExactly(before);
    assertThat(step.toFloatArray()).containsExactly(Draw.values(1, LENGTH));
  }

  /** What a change of gradient may look like: mostly along the step, but not only. */
  private static float[] changeOf(float[] step, long seed) {
    float[] noise = Draw.values(seed, step.length);
    float[] curvatures = Draw.values(99, step.length);
    float[] change = new float[step.length];
    for (int i = 0; i < step.length; i++) {
      change[i] = (1.5f + curvatures[i]) * step[i] + 0.1f * noise[i];
    }
    return change;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
