package io.github.stylizer.internal.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.FiniteDifferences;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
  // Sizes below, at and above the width of vector instructions.
  private static final Shape[] SHAPES = {new Shape(1), new Shape(3, 5), new Shape(4, 4, 3, 3)};

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Arrays named 0.weight, 1.weight …: a dot in a name means something to DJL. */
  private Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    for (int i = 0; i < SHAPES.length; i++) {
      NDArray parameter = Draw.array(manager, 40 + i, SHAPES[i], -1, 1);
      parameter.setName(i + ".weight");
      parameters.put(i + ".weight", parameter);
    }
    return parameters;
  }

  private NDList gradients(int step) {
    NDList gradients = new NDList();
    for (int i = 0; i < SHAPES.length; i++) {
      double size = Math.pow(10, i - 2);
      gradients.add(Draw.array(manager, 100 * step + i, SHAPES[i], -size, size));
    }
    return gradients;
  }

  private static float[] numbers(Iterable<NDArray> arrays) {
    float[] all = {};
    for (NDArray array : arrays) {
      float[] next = array.toFloatArray();
      all = Arrays.copyOf(all, all.length + next.length);
      System.arraycopy(next, 0, all, all.length - next.length, next.length);
    }
    return all;
  }

  private static Map<String, NDArray> copy(Map<String, NDArray> arrays, NDManager owner) {
    Map<String, NDArray> copies = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          NDArray copy = array.duplicate();
          copy.attach(owner);
          copies.put(name, copy);
        });
    return copies;
  }

  private static double[] wide(Iterable<NDArray> arrays) {
    return FiniteDifferences.widened(numbers(arrays));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.999, 0.99})
  void followsAlgorithm1OfThePaper(double secondDecay) {
    Map<String, NDArray> parameters = parameters();
    ReferenceAdam reference = new ReferenceAdam(wide(parameters.values()), secondDecay);
    try (Adam adam =
        secondDecay == 0.999 ? new Adam(parameters) : new Adam(parameters, secondDecay)) {
      for (int step = 1; step <= 50; step++) {
        double learningRate = 0.01 / step;
        NDList gradients = gradients(step);
        adam.step(gradients, learningRate);
        reference.step(wide(gradients), learningRate);
        assertThat(wide(parameters.values()))
            .as("after step %d", step)
            .containsExactly(reference.point, within(2e-6));
      }
    }
  }

  @Test
  void isExactInDoublePrecision() {
    NDArray parameter = manager.create(new double[] {1, -2, 3, 0.25, 1e-3});
    ReferenceAdam reference = new ReferenceAdam(parameter.toDoubleArray());
    try (Adam adam = new Adam(Map.of("p", parameter))) {
      for (int step = 1; step <= 50; step++) {
        double[] gradient = FiniteDifferences.widened(Draw.values(step, 5));
        adam.step(new NDList(manager.create(gradient)), 1e-2);
        reference.step(gradient, 1e-2);
      }
      assertThat(parameter.toDoubleArray()).containsExactly(reference.point, within(1e-12));
    }
  }

  @Test
  void arraysOfAnotherOrderInMemoryAreUpdatedAsOthers() {
    NDArray plain = Draw.array(manager, 7, new Shape(5, 3), -1, 1);
    NDArray turned = plain.transpose().duplicate().transpose();
    NDArray gradient = Draw.array(manager, 8, new Shape(5, 3), -1, 1);
    NDArray turnedGradient = gradient.transpose().duplicate().transpose();
    try (Adam first = new Adam(Map.of("p", plain));
        Adam second = new Adam(Map.of("p", turned))) {
      for (int i = 0; i < 3; i++) {
        first.step(new NDList(gradient), 0.1);
        second.step(new NDList(i == 1 ? gradient : turnedGradient), 0.1);
      }
    }
    assertThat(turned.toFloatArray()).containsExactly(plain.toFloatArray());
  }

  @Test
  void goesOnBitForBit() {
    Map<String, NDArray> through = parameters();
    Map<String, NDArray> stopped = parameters();
    Map<String, NDArray> kept;
    try (Adam adam = new Adam(through)) {
      for (int step = 1; step <= 20; step++) {
        adam.step(gradients(step), 1e-3);
      }
    }
    try (Adam adam = new Adam(stopped)) {
      for (int step = 1; step <= 9; step++) {
        adam.step(gradients(step), 1e-3);
      }
      kept = copy(adam.state(), manager);
    }
    try (Adam adam = new Adam(stopped, kept)) {
      for (int step = 10; step <= 20; step++) {
        adam.step(gradients(step), 1e-3);
      }
    }
    assertThat(numbers(stopped.values())).containsExactly(numbers(through.values()));
  }

  @Test
  void stateSaysWhatItIs() {
    try (Adam adam = new Adam(parameters())) {
      NDList gradients = gradients(1);
      adam.step(gradients, 1e-3);
      adam.step(gradients, 1e-3);
      Map<String, NDArray> state = adam.state();
      assertThat(state.keySet())
          .containsExactly(
              "steps",
              "first_moment.0.weight",
              "second_moment.0.weight",
              "first_moment.1.weight",
              "second_moment.1.weight",
              "first_moment.2.weight",
              "second_moment.2.weight");
      assertThat(state.get("steps").getFloat()).isEqualTo(2);
      float gradient = gradients.get(0).getFloat(0);
      // 1 - 0.9² and 1 - 0.999² of the constant gradient and of its square
      assertThat(state.get("first_moment.0.weight").getFloat(0))
          .isCloseTo(0.19f * gradient, within(1e-8f));
      assertThat(state.get("second_moment.0.weight").getFloat(0))
          .isCloseTo(0.001999f * gradient * gradient, within(1e-9f));
    }
  }

  @Test
  void changesNothingButTheParametersAndLeavesNothingBehind() {
    Map<String, NDArray> parameters = parameters();
    NDList gradients = gradients(1);
    float[] before = numbers(gradients);
    int others = manager.getManagedArrays().size();
    try (Adam adam = new Adam(parameters)) {
      adam.step(gradients, 0.1);
      adam.step(gradients, 0.1);
      assertThat(manager.getManagedArrays()).hasSize(others + 1 + 2 * SHAPES.length);
    }
    assertThat(manager.getManagedArrays()).hasSize(others);
    assertThat(numbers(gradients)).containsExactly(before);
    assertThat(parameters.get("1.weight").getName()).isEqualTo("1.weight");
    assertThat(gradients).noneMatch(gradient -> gradient.getName() != null);
  }

  @Test
  void ownsTheStateItIsGiven() {
    Map<String, NDArray> parameters = parameters();
    int others = manager.getManagedArrays().size();
    NDManager saved = manager.newSubManager();
    Map<String, NDArray> kept;
    try (Adam adam = new Adam(parameters)) {
      kept = copy(adam.state(), saved);
    }
    try (Adam adam = new Adam(parameters, kept)) {
      assertThat(saved.getManagedArrays()).isEmpty();
      saved.close();
      adam.step(gradients(1), 0.1);
      assertThat(adam.state()).isEqualTo(kept);
    }
    assertThat(manager.getManagedArrays()).hasSize(others + SHAPES.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "first_moment.1.weight", "second_moment.2.weight"})
  void aStateThatLacksAnArrayIsRefused(String name) {
    try (Adam adam = new Adam(parameters())) {
      Map<String, NDArray> state = adam.state();
      state.remove(name);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Adam(parameters(), state))
          .withMessage("the state lacks '" + name + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "first_moment.1.weight", "second_moment.2.weight"})
  void aStateOfOtherShapesOrTypesIsRefused(String name) {
    try (Adam adam = new Adam(parameters())) {
      NDArray right = adam.state().get(name);
      for (NDArray wrong :
          List.of(manager.zeros(new Shape(7)), right.toType(DataType.FLOAT64, true))) {
        NDManager owner = wrong.getManager();
        Map<String, NDArray> state = adam.state();
        state.put(name, wrong);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Adam(parameters(), state))
            .withMessageContainingAll("'" + name + "'", wrong.getShape().toString())
            .withMessageContainingAll(wrong.getDataType().toString(), right.getShape().toString());
        assertThat(wrong.getManager()).isSameAs(owner);
      }
    }
  }

  @Test
  void aStateOfOtherParametersIsRefused() {
    Map<String, NDArray> fewer = parameters();
    fewer.remove("2.weight");
    try (Adam adam = new Adam(parameters())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Adam(fewer, adam.state()))
          .withMessageContainingAll("first_moment.2.weight", "second_moment.2.weight");
    }
  }

  @Test
  void gradientsThatDoNotFitAreRefused() {
    Map<String, NDArray> parameters = parameters();
    float[] before = numbers(parameters.values());
    try (Adam adam = new Adam(parameters)) {
      NDList few = gradients(1);
      few.remove(2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> adam.step(few, 0.1))
          .withMessage("expected 3 gradients, one for each parameter, but found 2");
      NDList wrong = gradients(1);
      wrong.set(1, manager.zeros(new Shape(5, 3)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> adam.step(wrong, 0.1))
          .withMessageContainingAll("1.weight", "(5, 3)", "(3, 5)");
      assertThat(adam.state().get("steps").getFloat()).isZero();
    }
    assertThat(numbers(parameters.values())).containsExactly(before);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-3, Double.NaN, Double.POSITIVE_INFINITY})
  void aLearningRateThatIsNoneIsRefused(double learningRate) {
    try (Adam adam = new Adam(parameters())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> adam.step(gradients(1), learningRate))
          .withMessageContaining("above 0, but is " + learningRate);
    }
  }

  @Test
  void noParametersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(Map.of()))
        .withMessageContaining("at least one parameter");
  }
}
