package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Without weights on the machine, and without a network. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class VggTextOptionsTest {
  private static final List<String> VGG19_TAPS =
      List.of("relu1_2", "relu2_2", "relu3_4", "relu4_1");

  @TempDir Path cache;

  @BeforeEach
  void hideWeights() {
    System.setProperty("stylizer.cache", cache.toString());
    System.setProperty("stylizer.offline", "true");
  }

  @AfterEach
  void restore() {
    System.clearProperty("stylizer.cache");
    System.clearProperty("stylizer.offline");
    System.clearProperty("stylizer.vgg19.weights");
  }

  @Test
  void compactVggServesWhereNoWeightsAre() throws IOException {
    List<String> stages = new ArrayList<>();
    ProgressListener listener = progress -> stages.add(progress.stage());
    try (FeatureExtractor network = VggTextOptions.DEFAULT.open(Precision.FLOAT32, listener)) {
      assertThat(network.taps()).isEqualTo(VGG19_TAPS);
    }
    try (FeatureExtractor network = VggTextOptions.DEFAULT.openOnDemand(VGG19_TAPS, listener);
        NDManager manager = NDManager.newBaseManager()) {
      assertThat(network.taps()).isEqualTo(VGG19_TAPS);
      assertThat(network.channels("relu4_1")).isEqualTo(512);
      assertThat(stages).as("nothing is decided yet").hasSize(1);
      assertThat(network.features(manager.zeros(new Shape(1, 3, 16, 16)))).hasSize(4);
    }
    assertThat(stages).hasSize(2);
    assertThat(stages.get(0)).contains("compact VGG", "--vgg download");
    assertThat(stages.get(1)).contains("compact VGG", "--vgg19 download");
  }

  @Test
  void compactVggHasNeitherAveragePoolingNorBfloat16() {
    VggTextOptions average = VggTextOptions.of(Map.of("pooling", "average"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> average.open(Precision.FLOAT32, ProgressListener.NONE))
        .withMessageContainingAll("average pooling", "--vgg download");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VggTextOptions.DEFAULT.open(Precision.BFLOAT16, ProgressListener.NONE))
        .withMessageContaining("bfloat16");
  }

  @Test
  void aFileOfACompactVggServesAsVgg19() throws IOException {
    Path file = cache.resolve("compact.safetensors");
    try (NamedTensors weights = DrawnCompactVgg.weights()) {
      SafetensorsWriter.write(file, weights.tensors(), Map.of());
    }
    VggTextOptions options = VggTextOptions.of(Map.of("vgg19", file.toString()));
    try (NDManager manager = NDManager.newBaseManager();
        FeatureExtractor plain = Vgg.compact(file);
        FeatureExtractor network = options.open(Precision.FLOAT32, ProgressListener.NONE);
        FeatureExtractor later = options.openOnDemand(VGG19_TAPS, ProgressListener.NONE)) {
      NDArray images = Draw.array(manager, 1, new Shape(1, 3, 16, 16), -2, 2);
      float[] expected = plain.features(images).get(3).toFloatArray();
      assertThat(network.features(images).get(3).toFloatArray()).isEqualTo(expected);
      assertThat(later.features(images).get(3).toFloatArray()).isEqualTo(expected);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.open(Precision.BFLOAT16, ProgressListener.NONE))
        .withMessageContaining("bfloat16");
    VggTextOptions missing = VggTextOptions.of(Map.of("vgg19", file + ".gone"));
    assertThatThrownBy(() -> missing.open(Precision.FLOAT32, ProgressListener.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("compact.safetensors.gone");
  }

  @Test
  void otherTapsNeedTheRealNetwork() {
    List<String> taps = List.of("relu1_2", "relu3_3");
    try (FeatureExtractor network =
        VggTextOptions.DEFAULT.openOnDemand(taps, ProgressListener.NONE)) {
      assertThat(network).isInstanceOf(VggOnDemand.class);
      assertThat(network.taps()).isEqualTo(taps);
    }
    try (FeatureExtractor network =
        VggTextOptions.DEFAULT.openOnDemand(List.of("relu3_4"), ProgressListener.NONE)) {
      assertThat(network.taps()).containsExactly("relu3_4");
    }
  }

  @Test
  void aConfiguredFileIsUsedAndMissedIfItIsGone() {
    System.setProperty("stylizer.vgg19.weights", cache.resolve("gone.pth").toString());
    assertThatThrownBy(() -> VggTextOptions.DEFAULT.open(Precision.FLOAT32, ProgressListener.NONE))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContainingAll("gone.pth", "stylizer.vgg19.weights");
  }

  @Test
  void downloadIsOnlyTriedOnRequest() {
    for (String option : List.of("vgg", "vgg19")) {
      VggTextOptions asked = VggTextOptions.of(Map.of(option, "download"));
      assertThat(asked.isExplicit()).isTrue();
      assertThatThrownBy(() -> asked.open(Precision.FLOAT32, ProgressListener.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("disabled by");
    }
    assertThat(VggTextOptions.DEFAULT.isExplicit()).isFalse();
  }
}
