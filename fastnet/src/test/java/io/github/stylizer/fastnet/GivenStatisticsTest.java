package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.NamedStyle;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.TransformModel;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.PhotoPixels;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundled networks with statistics that were collected beforehand. */
class GivenStatisticsTest {

  static Stream<String> styles() {
    return new FastNetMethod().styles().stream().map(NamedStyle::name);
  }

  @ParameterizedTest
  @MethodSource("styles")
  void paintThePictureTheyWereCollectedFrom(String style) throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        StyleModel model =
            new FastNetMethod().prepare(List.of(Style.of(style)), ProgressListener.NONE)) {
      NDArray photo = ImageTensors.fromImage(manager, PhotoPixels.drawn(200, 141));
      TransformModel network = (TransformModel) model;
      try (TransformModel fixed = network.with(network.statistics(photo))) {
        NDArray expected = levels(network, photo);
        assertThat(expected.sub(levels(fixed, photo)).abs().max().getFloat()).isLessThan(0.1f);
        // No norm removes what rounded kernels add to a channel. The photo is noise; of others
        // both precisions make the same picture.
        NDArray low = levels(fixed.precision(Precision.BFLOAT16), photo);
        assertThat(expected.sub(low).abs().mean().getFloat()).isLessThan(3);
      }
    }
  }

  private static NDArray levels(StyleModel model, NDArray photo) {
    return ImageTensors.toLevels(model.stylize(photo)).clip(0, 255);
  }
}
