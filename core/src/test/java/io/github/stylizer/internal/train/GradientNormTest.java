package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientNormTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDList gradients(double size) {
    return new NDList(
        Draw.array(manager, 51, new Shape(3, 4), -size, size),
        Draw.array(manager, 52, new Shape(), -size, size),
        Draw.array(manager, 53, new Shape(2, 3, 5, 7), -size, size));
  }

  private static double plainNorm(NDList gradients) {
    double sum = 0;
    for (NDArray gradient : gradients) {
      for (float value : gradient.toFloatArray()) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-3, 1, 1e10, 1e27, 3e38})
  void isThatOfAllNumbersTogether(double size) {
    NDList gradients = gradients(size);
    assertThat(GradientNorm.of(gradients))
        .isCloseTo(plainNorm(gradients), withinPercentage(1e-10))
        .isFinite();
  }

  @Test
  void addsUpMillionsExactly() {
    NDList ones = new NDList(manager.ones(new Shape(3, 1_000_001)).mul(0.5f));
    assertThat(GradientNorm.of(ones)).isEqualTo(Math.sqrt(3 * 1_000_001 * 0.25));
  }

  @Test
  void ofNothingIsZero() {
    assertThat(GradientNorm.of(new NDList())).isZero();
    assertThat(GradientNorm.of(new NDList(manager.zeros(new Shape(3))))).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void isNotFiniteIfOneNumberIsNot(float value) {
    NDList gradients = gradients(1);
    gradients.add(manager.create(new float[] {0, value, 0}));
    double norm = GradientNorm.of(gradients);
    assertThat(norm).isNotFinite();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientNorm.clip(gradients, norm, 1))
        .withMessageContaining(Double.toString(norm));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "1e10, 1", "1e27, 10", "3e38, 1", "3e38, 1e-3"})
  void clippedGradientsKeepTheirDirection(double size, double maximum) {
    NDList gradients = gradients(size);
    NDList before = gradients(size);
    double norm = GradientNorm.of(gradients);
    assertThat(norm).isGreaterThan(maximum);
    GradientNorm.clip(gradients, norm, maximum);
    assertThat(GradientNorm.of(gradients)).isCloseTo(maximum, withinPercentage(1e-4));
    for (int i = 0; i < gradients.size(); i++) {
      float[] clipped = gradients.get(i).toFloatArray();
      float[] original = before.get(i).toFloatArray();
      for (int k = 0; k < clipped.length; k++) {
        assertThat((double) clipped[k])
            .isCloseTo(original[k] / norm * maximum, within(1e-6 * maximum));
      }
    }
  }

  @Test
  void shorterGradientsAreLeftAlone() {
    NDList gradients = gradients(1);
    double norm = GradientNorm.of(gradients);
    GradientNorm.clip(gradients, norm, norm);
    GradientNorm.clip(gradients, norm, norm + 1);
    for (int i = 0; i < gradients.size(); i++) {
      assertThat(gradients.get(i).toFloatArray())
          .containsExactly(gradients(1).get(i).toFloatArray());
    }
  }

  @Test
  void changesAndLeavesNothing() {
    NDList gradients = gradients(1);
    float[] before = gradients.get(2).toFloatArray();
    double norm = GradientNorm.of(gradients);
    assertThat(gradients.get(2).toFloatArray()).containsExactly(before);
    GradientNorm.clip(gradients, norm, norm / 2);
    assertThat(manager.getManagedArrays()).hasSize(gradients.size());
  }
}
