package io.github.stylizer.internal.loss;

import static io.github.stylizer.testing.FiniteDifferences.widened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.FiniteDifferences;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalVariationTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** With one column or one row only the other direction is left. */
  @ParameterizedTest
  @CsvSource({"1,3,4,5", "2,3,4,5", "1,3,6,1", "1,3,1,6", "2,1,2,2"})
  void isWhatTheFormulaSays(int count, int channels, int height, int width) {
    Shape shape = new Shape(count, channels, height, width);
    NDArray images = Draw.array(manager, 58, shape, -2, 2);
    NDArray variation = TotalVariation.compute(images);
    assertThat(variation.getShape()).isEqualTo(new Shape());
    double expected = PlainLosses.totalVariation(widened(images.toFloatArray()), shape);
    assertThat((double) variation.getFloat()).isCloseTo(expected, withinPercentage(1e-3));
  }

  @Test
  void isZeroForASolidColorAndForOnePixel() {
    assertThat(TotalVariation.compute(manager.ones(new Shape(1, 3, 5, 4))).getFloat()).isZero();
    assertThat(TotalVariation.compute(manager.ones(new Shape(1, 3, 1, 1))).getFloat()).isZero();
  }

  /** No two neighbors are so close that a step of the differences would swap them. */
  @ParameterizedTest
  @CsvSource({"4,5", "6,1", "1,6"})
  void gradientIsThatOfTheFormula(int height, int width) throws InterruptedException {
    Shape shape = new Shape(1, 3, height, width);
    NDArray images = Draw.array(manager, 59, shape, -2, 2);
    NDArray gradient = Gradients.compute(images, TotalVariation::compute);
    float[] expected =
        FiniteDifferences.gradient(
            x -> PlainLosses.totalVariation(x, shape), images.toFloatArray(), 1e-6);
    assertThat(ErrorMeasures.relative(gradient.toFloatArray(), expected)).isLessThan(1e-5);
  }

  @Test
  void onlyTheResultIsLeftBehind() {
    NDArray images = Draw.array(manager, 58, new Shape(1, 3, 4, 5), -2, 2);
    NDArray variation = TotalVariation.compute(images);
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(images, variation);
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TotalVariation.compute(manager.zeros(new Shape(3, 4, 5))))
        .withMessageContaining("(3, 4, 5)");
  }
}
