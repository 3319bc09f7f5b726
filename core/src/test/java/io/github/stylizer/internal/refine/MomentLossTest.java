package io.github.stylizer.internal.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Value and gradient are those of the same loss in plain array operations, by autograd. */
class MomentLossTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final NDList style =
      new NDList(drawn(1, new Shape(1, 4, 9, 8)), drawn(2, new Shape(1, 6, 5, 4)));
  private final NDList features =
      new NDList(drawn(3, new Shape(1, 4, 7, 5)), drawn(4, new Shape(1, 6, 3, 2)));

  private NDArray drawn(long seed, Shape shape) {
    return Draw.array(manager, seed, shape, -2, 2);
  }

  @AfterEach
  void free() {
    manager.close();
  }

  private NDArray style(NDArray features, int tap) {
    NDArray own = ChannelStatistics.compute(new NDList(features));
    NDArray goal = ChannelStatistics.compute(new NDList(style.get(tap)));
    // Mean and deviation alternate, and each is averaged over the channels.
    return own.sub(goal).square().mean().mul(2 * 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void isThePlainLoss(int contentTap) throws Exception {
    NDArray content = drawn(5, features.get(contentTap).getShape());
    NDList found =
        MomentLoss.of(2, contentTap, Device.cpu())
            .at(features, content, ChannelStatistics.compute(style));
    assertThat(found).hasSize(4);
    double plainContent = features.get(contentTap).sub(content).square().mean().getFloat();
    double plainStyle = 0;
    for (int tap = 0; tap < 2; tap++) {
      int index = tap;
      plainStyle += style(features.get(tap), tap).getFloat();
      NDArray expected =
          Gradients.compute(
              features.get(tap),
              x ->
                  index == contentTap
                      ? style(x, index).add(x.sub(content).square().mean())
                      : style(x, index));
      assertThat(ErrorMeasures.relative(found.get(2 + tap).toFloatArray(), expected.toFloatArray()))
          .isLessThan(1e-5);
    }
    assertThat(found.get(0).getFloat()).isCloseTo((float) plainContent, within(1e-5f));
    assertThat(found.get(1).getFloat()).isCloseTo((float) plainStyle, within(1e-4f));
  }
}
