package io.github.stylizer.internal.loss;

import static io.github.stylizer.testing.FiniteDifferences.rounded;
import static io.github.stylizer.testing.FiniteDifferences.widened;
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
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelStatisticsTest {
  private static final double TOLERANCE = 1e-5;
  private static final Shape SHAPE = new Shape(2, 3, 4, 5);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray features = Draw.array(manager, 55, SHAPE, -1, 2);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void isWhatTheFormulaSays() {
    NDArray statistics = ChannelStatistics.compute(List.of(features));
    assertThat(statistics.getShape()).isEqualTo(new Shape(2, 6));
    float[] expected = rounded(PlainLosses.meanStd(widened(features.toFloatArray()), SHAPE));
    assertThat(ErrorMeasures.relative(statistics.toFloatArray(), expected)).isLessThan(TOLERANCE);
  }

  @Test
  void tapsFollowOneAnother() {
    NDArray other = Draw.array(manager, 56, new Shape(2, 2, 1, 3), 4, 5);
    float[] both = ChannelStatistics.compute(List.of(features, other)).toFloatArray();
    float[] first = ChannelStatistics.compute(List.of(features)).toFloatArray();
    float[] second = ChannelStatistics.compute(List.of(other)).toFloatArray();
    assertThat(both).hasSize(2 * (6 + 4));
    for (int picture = 0; picture < 2; picture++) {
      int start = picture * 10;
      assertThat(Arrays.copyOfRange(both, start, start + 6))
          .containsExactly(Arrays.copyOfRange(first, picture * 6, picture * 6 + 6));
      assertThat(Arrays.copyOfRange(both, start + 6, start + 10))
          .containsExactly(Arrays.copyOfRange(second, picture * 4, picture * 4 + 4));
    }
  }

  @Test
  void gradientIsThatOfTheFormula() throws InterruptedException {
    NDArray weights = Draw.array(manager, 57, new Shape(2, 6), -1, 1);
    NDArray gradient =
        Gradients.compute(features, x -> ChannelStatistics.compute(List.of(x)).mul(weights).sum());
    assertClose(gradient, x -> weighted(weights, PlainLosses.meanStd(x, SHAPE)));
  }

  @Test
  void gradientsFlowFromEveryTap() throws InterruptedException {
    NDArray weights = Draw.array(manager, 57, new Shape(2, 6), -1, 1);
    NDArray both = weights.concat(weights, 1);
    NDArray gradient =
        Gradients.compute(
            features, x -> ChannelStatistics.compute(List.of(x, x.square())).mul(both).sum());
    assertClose(
        gradient,
        x -> {
          double[] squares = Arrays.stream(x).map(value -> value * value).toArray();
          return weighted(weights, PlainLosses.meanStd(x, SHAPE))
              + weighted(weights, PlainLosses.meanStd(squares, SHAPE));
        });
  }

  private static double weighted(NDArray weights, double[] statistics) {
    float[] factors = weights.toFloatArray();
    double sum = 0;
    for (int i = 0; i < factors.length; i++) {
      sum += statistics[i] * factors[i];
    }
    return sum;
  }

  private void assertClose(NDArray gradient, ToDoubleFunction<double[]> function) {
    float[] expected = FiniteDifferences.gradient(function, features.toFloatArray(), 1e-5);
    assertThat(ErrorMeasures.relative(gradient.toFloatArray(), expected)).isLessThan(TOLERANCE);
  }

  @Test
  void aSolidColorHasFiniteStatisticsAndGradients() throws InterruptedException {
    NDArray solid = manager.full(new Shape(1, 3, 4, 4), 0.7f);
    float[] statistics = ChannelStatistics.compute(List.of(solid)).toFloatArray();
    for (int channel = 0; channel < 3; channel++) {
      assertThat(statistics[2 * channel]).isCloseTo(0.7f, within(1e-6f));
      assertThat(statistics[2 * channel + 1]).isCloseTo((float) Math.sqrt(1e-5), within(1e-6f));
    }
    NDArray gradient = Gradients.compute(solid, x -> ChannelStatistics.compute(List.of(x)).sum());
    for (float value : gradient.toFloatArray()) {
      assertThat(value).isCloseTo(1f / 16, within(1e-4f));
    }
  }

  @Test
  void onlyTheResultIsLeftBehind() {
    float[] before = features.toFloatArray();
    NDArray statistics = ChannelStatistics.compute(List.of(features));
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(features, statistics);
    assertThat(features.toFloatArray()).containsExactly(before);
  }

  @Test
  void onePixelHasNoDeviation() {
    NDArray pixel = manager.zeros(new Shape(2, 3, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelStatistics.compute(List.of(features, pixel)))
        .withMessageContaining("(2, 3, 1, 1)");
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelStatistics.compute(List.of(manager.zeros(new Shape(3, 4, 5)))))
        .withMessageContaining("(3, 4, 5)");
    assertThatIllegalArgumentException().isThrownBy(() -> ChannelStatistics.compute(List.of()));
  }
}
