package io.github.stylizer.gatys.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.testing.Draw;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrongWolfeTest {
  private static final int BUDGET = 25;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void free() {
    manager.close();
  }

  /** Functions of one length that fall at first. */
  enum Profile {
    QUADRATIC(a -> new double[] {(a - 1) * (a - 1), 2 * (a - 1)}),
    QUARTIC(a -> new double[] {Math.pow(a - 2, 4), 4 * Math.pow(a - 2, 3)}),
    CUBIC(a -> new double[] {a * a * a / 3 - a, a * a - 1}),
    /** Infinite from 1 on, steep just before; its minimum is at 0.9. */
    BARRIER(
        a ->
            a < 1
                ? new double[] {-a - 0.1 * Math.log(1 - a), -1 + 0.1 / (1 - a)}
                : new double[] {Double.POSITIVE_INFINITY, Double.NaN}),
    /** Undefined from 1 on. */
    CLIFF(a -> a < 1 ? new double[] {a * (a - 1.5), 2 * a - 1.5} : new double[] {Double.NaN, 1}),
    /** Moré and Thuente 1994, function 1 with β = 2: concave far out. */
    MORE_THUENTE_1(a -> new double[] {-a / (a * a + 2), (a * a - 2) / ((a * a + 2) * (a * a + 2))}),
    /** Moré and Thuente 1994, function 2 with β = 0.1: flat at first, then falling. */
    MORE_THUENTE_2(
        a -> {
          double b = a + 0.1;
          return new double[] {
            Math.pow(b, 5) - 2 * Math.pow(b, 4), 5 * Math.pow(b, 4) - 8 * Math.pow(b, 3)
          };
        }),
    WAVES(a -> new double[] {0.1 * a * a - Math.sin(a), 0.2 * a - Math.cos(a)});

    private final Line line;

    Profile(Line line) {
      this.line = line;
    }
  }

  /** Value and slope at a length. */
  private interface Line {
    double[] at(double length);
  }

  static Stream<Arguments> profilesAndFirstLengths() {
    return Stream.of(Profile.values())
        .flatMap(
            profile ->
                Stream.of(1e-4f, 0.02f, 0.5f, 0.97f, 1.95f, 5f, 40f, 3e3f)
                    .map(first -> Arguments.of(profile, first)));
  }

  @ParameterizedTest
  @MethodSource("profilesAndFirstLengths")
  void findsAStepThatSatisfiesTheStrongWolfeConditions(Profile profile, float first)
      throws Exception {
    try (Case search = new Case(profile.line, first, BUDGET, Integer.MAX_VALUE)) {
      assertThat(search.found.length()).isPositive();
      search.assertStrongWolfe();
    }
  }

  @Test
  void satisfiesTheConditionsOnDrawnProfiles() throws Exception {
    int inTime = 0;
    for (int seed = 0; seed < 120; seed++) {
      Line line = drawn(seed);
      float first = (float) Math.pow(10, 3 * Draw.values(500 + seed, 1)[0]);
      try (Case search = new Case(line, first, BUDGET, Integer.MAX_VALUE)) {
        search.assertNotWorse();
        search.assertBestOfAllTried();
        if (search.found.evaluations() < BUDGET) {
          inTime++;
          search.assertStrongWolfe();
        }
      }
    }
    assertThat(inTime).as("searches that ended before the budget").isGreaterThanOrEqualTo(115);
  }

  /** A sum of waves on a parabola, mirrored if need be so that it falls at 0. */
  private static Line drawn(int seed) {
    float[] numbers = Draw.values(seed, 13);
    Line waves =
        a -> {
          double value = 0.05 * a * a;
          double slope = 0.1 * a;
          for (int i = 0; i < 12; i += 3) {
            double frequency = 3 * numbers[i + 1];
            double phase = Math.PI * numbers[i + 2];
            value += numbers[i] * Math.sin(frequency * a + phase);
            slope += numbers[i] * frequency * Math.cos(frequency * a + phase);
          }
          return new double[] {value, slope};
        };
    double sign = waves.at(0)[1] < 0 ? 1 : -1;
    return a -> new double[] {waves.at(sign * a)[0], sign * waves.at(sign * a)[1]};
  }

  /**
   * A cubic through two values and slopes of a parabola is the parabola, so the second evaluation
   * is at its minimum whichever end of the bracket is the lower one.
   */
  @ParameterizedTest
  @CsvSource({"QUADRATIC, 1.95", "QUADRATIC, 3", "QUADRATIC, 8", "CUBIC, 1.7", "CUBIC, 3"})
  void interpolatesExactly(Profile profile, float first) throws Exception {
    try (Case search = new Case(profile.line, first, BUDGET, Integer.MAX_VALUE)) {
      assertThat((double) search.found.length()).isCloseTo(1, within(1e-5));
      assertThat(search.found.evaluations()).isEqualTo(2);
    }
  }

  @Test
  void lengthensAStepTenfoldAtMost() throws Exception {
    try (Case search = new Case(Profile.QUADRATIC.line, 0.001f, BUDGET, Integer.MAX_VALUE)) {
      assertThat(search.objective.points.get(1)[1]).isCloseTo(2 * 0.01, within(1e-6));
      assertThat(search.objective.points.get(2)[1]).isCloseTo(2 * 0.1, within(1e-6));
      assertThat(search.found.evaluations()).isEqualTo(3);
    }
  }

  /** Behind a wall at 0.15 the loss is lower than at the start, but not than before the wall. */
  @Test
  void turnsBackWhereALongerStepIsHigher() throws Exception {
    Line wall = a -> new double[] {a < 0.15 ? -5 * a : -0.2, -1};
    try (Case search = new Case(wall, 0.1f, BUDGET, Integer.MAX_VALUE)) {
      search.assertBestOfAllTried();
      assertThat(search.found.length()).isBetween(0.1f, 0.15f);
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void respectsTheBudgets(Profile profile) throws Exception {
    for (float first : new float[] {1e-4f, 0.97f, 40f, 3e3f}) {
      for (int budget = 1; budget <= 4; budget++) {
        try (Case search = new Case(profile.line, first, budget, Integer.MAX_VALUE)) {
          assertThat(search.found.evaluations()).isLessThanOrEqualTo(budget);
          search.assertNotWorse();
        }
        try (Case search = new Case(profile.line, first, BUDGET, budget)) {
          assertThat(search.found.evaluations()).isLessThanOrEqualTo(budget);
          search.assertNotWorse();
        }
      }
    }
  }

  @Test
  void doesNotEvaluateWhenNothingIsLeft() throws Exception {
    try (Case search = new Case(Profile.QUADRATIC.line, 1, BUDGET, 0)) {
      assertThat(search.found.evaluations()).isZero();
      assertThat(search.found.length()).isZero();
      assertThat(search.found.evaluation()).isSameAs(search.start);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-3f, 1, 100})
  void returnsTheStartWhereNothingIsBetter(float first) throws Exception {
    Line rising = a -> new double[] {a == 0 ? 0 : 1 + a, a == 0 ? -1 : 1};
    Line nowhere = a -> new double[] {a == 0 ? 0 : Double.NaN, a == 0 ? -1 : Double.NaN};
    for (Line line : new Line[] {rising, nowhere}) {
      try (Case search = new Case(line, first, BUDGET, Integer.MAX_VALUE)) {
        assertThat(search.found.length()).isZero();
        assertThat(search.found.evaluation()).isSameAs(search.start);
        assertThat(search.found.evaluations()).isLessThanOrEqualTo(BUDGET);
      }
    }
  }

  /** One search from (5, 0) along (0, 2), a line on which the function has the given profile. */
  private final class Case implements AutoCloseable {
    private final Line line;
    private final NDManager owner = manager.newSubManager();
    private final ArrayObjective objective;
    private final Objective.Evaluation start;
    private final StrongWolfe.Result found;

    Case(Line line, float first, int maxEvaluations, int budget) throws InterruptedException {
      this.line = line;
      this.objective =
          new ArrayObjective(
              (x, gradient) -> {
                double[] there = line.at(x[1] / 2);
                gradient[1] = there[1] / 2;
                return there[0];
              },
              budget);
      NDArray point = owner.create(new float[] {5, 0});
      NDArray direction = owner.create(new float[] {0, 2});
      double[] here = line.at(0);
      this.start =
          new Objective.Evaluation(
              (float) here[0], owner.create(new float[] {0, (float) (here[1] / 2)}));
      StrongWolfe search = new StrongWolfe(1e-9, maxEvaluations);
      this.found = search.search(objective, point, direction, first, start, (float) here[1]);
      assertThat(objective.evaluations()).isEqualTo(found.evaluations());
      assertThat(owner.getManagedArrays())
          .as("point, direction, gradient at the start and perhaps another")
          .hasSize(found.evaluation() == start ? 3 : 4);
      assertThat(point.toFloatArray()).containsExactly(5, 0);
      assertThat(direction.toFloatArray()).containsExactly(0, 2);
      assertThat(start.gradient().toFloatArray()[1]).isEqualTo((float) (here[1] / 2));
    }

    void assertNotWorse() {
      assertThat(found.evaluation().loss()).isLessThanOrEqualTo(start.loss());
      double[] there = line.at(found.length());
      assertThat((double) found.evaluation().loss())
          .as("loss at the returned length")
          .isCloseTo(there[0], within(1e-4 * (1 + Math.abs(there[0]))));
    }

    /** No step that decreases the loss sufficiently is given up for one that is higher. */
    void assertBestOfAllTried() {
      double slope = line.at(0)[1];
      for (int i = 0; i < objective.evaluations(); i++) {
        double length = objective.points.get(i)[1] / 2;
        float loss = objective.losses.get(i).floatValue();
        if (loss <= start.loss() + 1e-4 * length * slope) {
          assertThat(found.evaluation().loss()).as("evaluation %d", i).isLessThanOrEqualTo(loss);
        }
      }
    }

    void assertStrongWolfe() {
      assertNotWorse();
      double[] here = line.at(0);
      double[] there = line.at(found.length());
      double rounding = 1e-6 * (1 + Math.abs(here[0]));
      assertThat(there[0])
          .as("sufficient decrease")
          .isLessThanOrEqualTo(here[0] + 1e-4 * found.length() * here[1] + rounding);
      assertThat(Math.abs(there[1]))
          .as("curvature")
          .isLessThanOrEqualTo(-0.9 * here[1] * (1 + 1e-4));
    }

    @Override
    public void close() {
      owner.close();
    }
  }
}
