package io.github.stylizer.internal.loss;

import static io.github.stylizer.testing.FiniteDifferences.rounded;
import static io.github.stylizer.testing.FiniteDifferences.widened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

class GramMatrixTest {
  private static final double TOLERANCE = 1e-5;
  private static final Shape SHAPE = new Shape(2, 3, 4, 5);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray features = Draw.array(manager, 51, SHAPE, -1, 2);

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "1,3,4,5", "2,3,4,5", "3,8,1,2", "2,5,7,1"})
  void isWhatTheFormulaSays(int count, int channels, int height, int width) {
    Shape shape = new Shape(count, channels, height, width);
    NDArray array = Draw.array(manager, 52, shape, -1, 2);
    NDArray gram = GramMatrix.compute(array);
    assertThat(gram.getShape()).isEqualTo(new Shape(count, channels, channels));
    float[] expected = rounded(PlainLosses.gram(widened(array.toFloatArray()), shape));
    assertThat(ErrorMeasures.relative(gram.toFloatArray(), expected)).isLessThan(TOLERANCE);
  }

  @Test
  void isSymmetric() {
    NDArray gram = GramMatrix.compute(features);
    float[] transposed = gram.swapAxes(1, 2).toFloatArray();
    assertThat(ErrorMeasures.relative(gram.toFloatArray(), transposed)).isLessThan(1e-6);
  }

  /** With more channels than pixels it is singular, the hard case. */
  @Test
  void isPositiveSemiDefinite() {
    int channels = 12;
    NDArray flat = Draw.array(manager, 53, new Shape(1, channels, 1, 3), -1, 1);
    float[] gram = GramMatrix.compute(flat).toFloatArray();
    for (int seed = 100; seed < 200; seed++) {
      float[] vector = Draw.values(seed, channels);
      double form = 0;
      for (int i = 0; i < channels; i++) {
        for (int j = 0; j < channels; j++) {
          form += (double) vector[i] * gram[i * channels + j] * vector[j];
        }
      }
      assertThat(form).isGreaterThan(-1e-6);
    }
  }

  @Test
  void doesNotDependOnWhereThingsAre() {
    NDArray mirrored = features.flip(3);
    float[] expected = GramMatrix.compute(features).toFloatArray();
    assertThat(ErrorMeasures.relative(GramMatrix.compute(mirrored).toFloatArray(), expected))
        .isLessThan(1e-6);
  }

  @Test
  void gradientOfASymmetricLoss() throws InterruptedException {
    NDArray gradient = Gradients.compute(features, x -> GramMatrix.compute(x).square().sum());
    float[] expected =
        FiniteDifferences.gradient(
            x -> PlainLosses.meanSquaredError(PlainLosses.gram(x, SHAPE), new double[1]) * 18,
            features.toFloatArray(),
            1e-5);
    assertThat(ErrorMeasures.relative(gradient.toFloatArray(), expected)).isLessThan(TOLERANCE);
  }

  /** One factor is held constant inside; a loss that weighs (i, j) and (j, i) unlike shows it. */
  @Test
  void gradientOfALossThatIsNotSymmetric() throws InterruptedException {
    NDArray weights = Draw.array(manager, 54, new Shape(2, 3, 3), -1, 1);
    float[] factors = weights.toFloatArray();
    NDArray gradient = Gradients.compute(features, x -> GramMatrix.compute(x).mul(weights).sum());
    float[] expected =
        FiniteDifferences.gradient(
            x -> {
              double[] gram = PlainLosses.gram(x, SHAPE);
              double sum = 0;
              for (int i = 0; i < gram.length; i++) {
                sum += gram[i] * factors[i];
              }
              return sum;
            },
            features.toFloatArray(),
            1e-5);
    assertThat(ErrorMeasures.relative(gradient.toFloatArray(), expected)).isLessThan(TOLERANCE);
  }

  @Test
  void onlyTheResultIsLeftBehind() {
    float[] before = features.toFloatArray();
    NDArray gram = GramMatrix.compute(features);
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(features, gram);
    assertThat(features.toFloatArray()).containsExactly(before);
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GramMatrix.compute(manager.zeros(new Shape(3, 4, 5))))
        .withMessageContaining("(3, 4, 5)");
  }
}
