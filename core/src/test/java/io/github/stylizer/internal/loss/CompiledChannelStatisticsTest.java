package io.github.stylizer.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledChannelStatisticsTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final ChannelStatistics.Compiled program =
      new ChannelStatistics.Compiled(2, manager.getDevice());

  @AfterEach
  void close() {
    program.close();
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void isMeanStd(int pictures) {
    NDArray first = Draw.array(manager, 81, new Shape(pictures, 5, 7, 9), -1, 20);
    // As a VGG returns them: a view whose channels lie beside each other.
    NDArray second =
        Draw.array(manager, 82, new Shape(pictures, 3, 2, 16), 4, 5).transpose(0, 3, 1, 2);
    float[] expected = ChannelStatistics.compute(List.of(first, second)).toFloatArray();
    NDArray statistics = program.compute(List.of(first, second));
    assertThat(statistics.getShape()).isEqualTo(new Shape(pictures, 2 * (5 + 16)));
    assertThat(ErrorMeasures.relative(statistics.toFloatArray(), expected)).isLessThan(1e-6);
  }

  @Test
  void aSmallDeviationBesideALargeMeanIsNotLost() {
    NDArray wide = Draw.array(manager, 83, new Shape(1, 1, 64, 64), -1, 1);
    NDArray shifted = wide.mul(0.01).add(100);
    float expected = ChannelStatistics.compute(List.of(shifted, wide)).toFloatArray()[1];
    assertThat(program.compute(List.of(shifted, wide)).toFloatArray()[1])
        .isBetween(0.999f * expected, 1.001f * expected);
  }

  @Test
  void onlyTheResultIsLeftBehind() {
    NDArray features = Draw.array(manager, 84, new Shape(2, 3, 4, 5), 0, 1);
    NDArray other = Draw.array(manager, 85, new Shape(2, 3, 4, 5), 0, 1);
    NDArray statistics = program.compute(List.of(features, other));
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(features, other, statistics);
  }

  @Test
  void otherFeatureMapsAreRefused() {
    NDArray features = manager.zeros(new Shape(1, 3, 4, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program.compute(List.of(features)))
        .withMessageContaining("2 feature maps, but found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program.compute(List.of(features, manager.zeros(new Shape(1, 3, 1, 1)))))
        .withMessageContaining("(1, 3, 1, 1)");
  }
}
