package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.Goldens;
import io.github.stylizer.testing.RgbLevels;
import io.github.stylizer.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** VGG-19 with learned weights on a photo and a painting, against PyTorch. */
class VggRealGoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private WeightsFile golden;
  private Vgg vgg;

  @BeforeEach
  void open() throws IOException {
    Path weights = SharedFiles.path("weights/vgg19-relu4_1.safetensors");
    vgg = Vgg.builder(VggVariant.VGG19).weights(weights).build();
    golden = Goldens.open("vgg19_real");
  }

  @AfterEach
  void close() throws IOException {
    if (golden != null) {
      golden.close();
    }
    if (vgg != null) {
      vgg.close();
    }
    manager.close();
  }

  private NDList features(String picture) throws IOException {
    return vgg.features(RgbLevels.normalized(golden.readFloat32(picture, manager)));
  }

  @Test
  void tapsAreThoseOfTheGolden() {
    assertThat(String.join(" ", vgg.taps())).isEqualTo(golden.metadata().get("taps"));
  }

  @Test
  void featuresOfThePhoto() throws IOException {
    NDList features = features("content_rgb8");
    assertThat(features).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertEqual("content_tap" + i, features.get(i).get(new NDIndex(":, ::16")));
    }
  }

  @Test
  void statisticsOfPhotoAndPainting() throws IOException {
    assertEqual("content_mean_std", ChannelStatistics.compute(features("content_rgb8")));
    assertEqual("style_mean_std", ChannelStatistics.compute(features("style_rgb8")));
  }

  private void assertEqual(String name, NDArray actual) throws IOException {
    NDArray expected = golden.readFloat32(name, manager);
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(ErrorMeasures.relative(actual.toFloatArray(), expected.toFloatArray()))
        .as(name)
        .isLessThanOrEqualTo(TOLERANCE);
  }
}
