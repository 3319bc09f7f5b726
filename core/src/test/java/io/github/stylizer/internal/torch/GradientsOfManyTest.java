package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.FiniteDifferences;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientsOfManyTest {
  private static final double TOLERANCE = 1e-5;
  private static final Shape MATRIX = new Shape(3, 4);
  private static final Shape VECTOR = new Shape(4);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDManager other = NDManager.newBaseManager();
  private NDList points;

  @BeforeEach
  void draw() {
    NDArray matrix = Draw.array(manager, 31, MATRIX, -1, 1);
    matrix.setName("matrix");
    points = new NDList(matrix, Draw.array(other, 32, VECTOR, -1, 1));
  }

  @AfterEach
  void close() {
    manager.close();
    other.close();
  }

  /** The sum of sin(m · v) · m over a matrix and a row that is repeated. */
  private static NDArray function(NDList variables) {
    NDArray matrix = variables.get(0);
    return matrix.mul(variables.get(1)).sin().mul(matrix).sum();
  }

  private static double reference(double[] matrixAndVector) {
    double sum = 0;
    for (int i = 0; i < MATRIX.size(); i++) {
      double vector = matrixAndVector[(int) (MATRIX.size() + i % VECTOR.size())];
      sum += Math.sin(matrixAndVector[i] * vector) * matrixAndVector[i];
    }
    return sum;
  }

  private float[] expected() {
    float[] all = Arrays.copyOf(points.get(0).toFloatArray(), 16);
    System.arraycopy(points.get(1).toFloatArray(), 0, all, 12, 4);
    return FiniteDifferences.gradient(GradientsOfManyTest::reference, all, 1e-5);
  }

  private static void assertClose(NDList gradients, float[] expected) {
    assertThat(
            ErrorMeasures.relative(
                gradients.get(0).toFloatArray(), Arrays.copyOfRange(expected, 0, 12)))
        .isLessThan(TOLERANCE);
    assertThat(
            ErrorMeasures.relative(
                gradients.get(1).toFloatArray(), Arrays.copyOfRange(expected, 12, 16)))
        .isLessThan(TOLERANCE);
  }

  @Test
  void agreeWithFiniteDifferencesInOrder() throws InterruptedException {
    NDList gradients = Gradients.compute(points, GradientsOfManyTest::function);
    assertThat(gradients.getShapes()).containsExactly(MATRIX, VECTOR);
    assertClose(gradients, expected());
  }

  @Test
  void variablesHaveTheMemoryAndTheNamesOfThePoints() throws InterruptedException {
    NDArray last = points.get(1);
    Gradients.compute(
        points,
        variables -> {
          assertThat(variables.get(0).getName()).isEqualTo("matrix");
          last.muli(2f);
          assertThat(variables.get(1).toFloatArray()).containsExactly(last.toFloatArray());
          return function(variables);
        });
  }

  @Test
  void pointsMayBeChangedInPlaceAfterwards() throws InterruptedException {
    NDList before = Gradients.compute(points, GradientsOfManyTest::function);
    float[] kept = before.get(0).toFloatArray();
    points.get(0).subi(before.get(0).mul(0.1f));
    points.get(1).subi(before.get(1).mul(0.1f));
    assertThat(before.get(0).toFloatArray()).containsExactly(kept);
    assertClose(Gradients.compute(points, GradientsOfManyTest::function), expected());
  }

  @Test
  void joinTheManagersOfThePointsAndLeaveNothingBehind() throws InterruptedException {
    NDList gradients = Gradients.compute(points, GradientsOfManyTest::function);
    assertThat(points).noneMatch(NDArray::hasGradient);
    assertThat(manager.getManagedArrays())
        .containsExactlyInAnyOrder(points.get(0), gradients.get(0));
    assertThat(other.getManagedArrays()).containsExactlyInAnyOrder(points.get(1), gradients.get(1));
  }

  @Test
  void aPointThatTakesNoPartHasZeros() throws InterruptedException {
    NDList gradients = Gradients.compute(points, variables -> variables.get(0).square().sum());
    assertThat(gradients.get(1).getShape()).isEqualTo(VECTOR);
    assertThat(gradients.get(1).toFloatArray()).containsOnly(0);
  }

  @Test
  void onePointMayStandTwice() throws InterruptedException {
    NDArray vector = points.get(1);
    NDList gradients =
        Gradients.compute(
            new NDList(vector, vector),
            variables -> Tensors.scale(variables.get(0), 3).add(variables.get(1)).sum());
    assertThat(gradients.get(0).toFloatArray()).containsOnly(3);
    assertThat(gradients.get(1).toFloatArray()).containsOnly(1);
  }

  @Test
  void theFunctionMayChangeItsList() throws InterruptedException {
    NDList gradients =
        Gradients.compute(
            points,
            variables -> {
              NDArray value = function(variables);
              variables.clear();
              return value;
            });
    assertClose(gradients, expected());
  }

  @Test
  void aFailureLeavesNothingBehind() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                Gradients.compute(
                    points,
                    variables -> {
                      function(variables);
                      throw new UnsupportedOperationException("no");
                    }));
    assertThat(manager.getManagedArrays()).containsExactly(points.get(0));
    assertThat(other.getManagedArrays()).containsExactly(points.get(1));
  }

  @Test
  void noPointsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gradients.compute(new NDList(), GradientsOfManyTest::function))
        .withMessageContaining("at least one point");
  }
}
