package io.github.stylizer.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.FiniteDifferences;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ColorQuantilesTest {
  private static final Shape SHAPE = new Shape(2, 3, 16, 12);
  private static final int PIXELS = 16 * 12;

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray images = Draw.array(manager, 71, SHAPE, -2, 2);

  @AfterEach
  void close() {
    manager.close();
  }

  /** By loops, of images whose pixels the quantiles divide. */
  private static double[] plain(double[] images) {
    int count = images.length / (3 * PIXELS);
    int each = PIXELS / ColorQuantiles.QUANTILES;
    double[] result = new double[count * ColorQuantiles.LENGTH];
    for (int n = 0, k = 0; n < count; n++) {
      for (int d = 0; d < ColorQuantiles.DIRECTIONS; d++) {
        double[] direction = ColorQuantiles.direction(d);
        double[] levels = new double[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
          for (int c = 0; c < 3; c++) {
            levels[p] += direction[c] * images[(3 * n + c) * PIXELS + p];
          }
        }
        Arrays.sort(levels);
        for (int q = 0; q < ColorQuantiles.QUANTILES; q++) {
          result[k++] = Arrays.stream(levels, q * each, (q + 1) * each).average().orElseThrow();
        }
      }
    }
    return result;
  }

  @Test
  void areWhatTheFormulaSays() {
    NDArray found = ColorQuantiles.compute(images);
    assertThat(found.getShape()).isEqualTo(new Shape(2, ColorQuantiles.LENGTH));
    assertThat(found.getManager()).isSameAs(manager);
    float[] expected =
        FiniteDifferences.rounded(plain(FiniteDifferences.widened(images.toFloatArray())));
    assertThat(ErrorMeasures.relative(found.toFloatArray(), expected)).isLessThan(1e-5);
  }

  @Test
  void doNotDependOnWhereColorsAre() {
    NDArray turned = images.flip(2).swapAxes(2, 3);
    assertThat(ColorQuantiles.compute(turned).toFloatArray())
        .containsExactly(ColorQuantiles.compute(images).toFloatArray(), within(1e-5f));
  }

  /** A shift of all colors moves every quantile by its length along the direction. */
  @Test
  void tellHowFarColorsAreApart() {
    NDArray shift = manager.create(new float[] {.3f, -.2f, .1f}, new Shape(1, 3, 1, 1));
    NDArray difference =
        ColorQuantiles.compute(images.add(shift)).sub(ColorQuantiles.compute(images));
    double expected = 0;
    for (int d = 0; d < ColorQuantiles.DIRECTIONS; d++) {
      double[] direction = ColorQuantiles.direction(d);
      double along = .3 * direction[0] - .2 * direction[1] + .1 * direction[2];
      expected += along * along / ColorQuantiles.DIRECTIONS;
    }
    assertThat((double) difference.square().mean().getFloat()).isCloseTo(expected, within(1e-5));
    // The mean of the squared cosines is 1/3 for directions that lie evenly.
    assertThat(expected).isCloseTo((.09 + .04 + .01) / 3, within(5e-3));
  }

  @Test
  void gradientIsThatOfTheFormula() throws InterruptedException {
    NDArray weights = Draw.array(manager, 72, new Shape(2, ColorQuantiles.LENGTH), -1, 1);
    float[] factors = weights.toFloatArray();
    NDArray gradient = Gradients.compute(images, x -> ColorQuantiles.compute(x).mul(weights).sum());
    float[] expected =
        FiniteDifferences.gradient(
            x -> {
              double[] quantiles = plain(x);
              double sum = 0;
              for (int i = 0; i < quantiles.length; i++) {
                sum += quantiles[i] * factors[i];
              }
              return sum;
            },
            images.toFloatArray(),
            1e-6);
    assertThat(ErrorMeasures.relative(gradient.toFloatArray(), expected)).isLessThan(1e-4);
  }

  @Test
  void anyNumberOfPixelsHasThem() {
    NDArray few = Draw.array(manager, 73, new Shape(1, 3, 3, 7), -2, 2);
    assertThat(ColorQuantiles.compute(few).getShape())
        .isEqualTo(new Shape(1, ColorQuantiles.LENGTH));
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColorQuantiles.compute(manager.zeros(new Shape(3, 4, 5))))
        .withMessageContaining("(3, 4, 5)");
  }
}
