package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.loss.GramMatrix;
import io.github.stylizer.internal.loss.TotalVariation;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.DrawnVgg;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VGG-16 with drawn weights, and what is computed from its features, against PyTorch. */
class FeaturesGoldenTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();
  private WeightsFile golden;
  private Vgg vgg;
  private NDArray input;
  private NDList taps;

  @BeforeEach
  void encode() throws IOException {
    golden = Goldens.open("features");
    Path weights =
        DrawnVgg.vgg16(directory.resolve("vgg16.safetensors"), Goldens.seed(golden, "vgg"));
    vgg = Vgg.builder(VggVariant.VGG16).weights(weights).build();
    input = golden.readFloat32("input", manager);
    taps = vgg.features(input);
  }

  @AfterEach
  void close() throws IOException {
    vgg.close();
    golden.close();
    manager.close();
  }

  @Test
  void features() throws IOException {
    for (int i = 0; i < 4; i++) {
      assertEqual("tap" + i, taps.get(i).get(new NDIndex(":, ::16")));
    }
  }

  @Test
  void gramMatrices() throws IOException {
    for (int i = 0; i < 4; i++) {
      NDArray gram = GramMatrix.compute(taps.get(i));
      assertEqual("gram" + i, gram.get(new NDIndex(":, :32, :32")));
    }
  }

  @Test
  void meansAndStandardDeviations() throws IOException {
    NDArray statistics = ChannelStatistics.compute(taps);
    assertThat(statistics.getShape().get(1)).isEqualTo(1920);
    assertEqual("mean_std", statistics);
  }

  @Test
  void totalVariation() throws IOException {
    assertEqual("tv", TotalVariation.compute(input).reshape(1));
  }

  private void assertEqual(String name, NDArray actual) throws IOException {
    NDArray expected = golden.readFloat32(name, manager);
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(ErrorMeasures.relative(actual.toFloatArray(), expected.toFloatArray()))
        .as(name)
        .isLessThanOrEqualTo(TOLERANCE);
  }
}
