package io.github.stylizer.internal.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.TinyExtractor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Value and gradient are those of the same loss in plain array operations, by autograd. */
class MomentLossTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TinyExtractor extractor = new TinyExtractor();
  private final NDArray image = drawn(1, new Shape(1, 3, 13, 18));
  private final NDArray photo = drawn(2, new Shape(1, 3, 13, 18));
  private final NDArray painting = drawn(3, new Shape(1, 3, 16, 9));

  private NDArray drawn(long seed, Shape shape) {
    return Draw.array(manager, seed, shape, -2, 2);
  }

  @AfterEach
  void free() {
    extractor.close();
    manager.close();
  }

  /** The loss as its documentation has it, on the wide maps. */
  private static NDArray plain(FeatureExtractor wide, NDArray at, NDArray photo, NDArray painting) {
    NDList features = wide.features(at);
    NDList style = wide.features(painting);
    NDArray content = features.get(2).sub(wide.features(photo).get(2)).square().mean();
    NDArray sum = content;
    for (int i = 0; i < features.size(); i++) {
      NDArray own = ChannelStatistics.compute(List.of(features.get(i)));
      NDArray goal = ChannelStatistics.compute(List.of(style.get(i)));
      // Means and deviations alternate, and each is averaged over the channels.
      sum = sum.add(own.sub(goal).square().mean().mul(2 * 6));
    }
    return sum;
  }

  private void isPlain(FeatureExtractor wide) throws Exception {
    MomentLoss loss = MomentLoss.of(wide, Device.cpu());
    NDArray statistics = loss.statistics(loss.source().features(painting));
    assertThat(
            ErrorMeasures.relative(
                statistics.toFloatArray(),
                ChannelStatistics.compute(wide.features(painting)).toFloatArray()))
        .isLessThan(1e-5);
    NDList content = loss.contentTarget(loss.source().features(photo).get(2));
    float[] sums = new float[2];
    NDArray found =
        loss.source()
            .gradient(
                image,
                wide.taps(),
                features -> {
                  NDList results = loss.at(features, content, statistics);
                  sums[0] = results.get(0).getFloat();
                  sums[1] = results.get(1).getFloat();
                  return results.subNDList(2);
                });
    NDArray expected = Gradients.compute(image, x -> plain(wide, x, photo, painting));
    assertThat(ErrorMeasures.relative(found.toFloatArray(), expected.toFloatArray()))
        .isLessThan(1e-4);
    float total = plain(wide, image, photo, painting).getFloat();
    assertThat(sums[0] + sums[1]).isCloseTo(total, within(1e-4f * total));
  }

  @Test
  void isThePlainLossOfAnyExtractor() throws Exception {
    isPlain(extractor);
  }

  @Test
  void isThePlainLossOfWideMapsThatAreNotComputed() throws Exception {
    isPlain(new DrawnLinearTaps(extractor, manager));
  }
}
