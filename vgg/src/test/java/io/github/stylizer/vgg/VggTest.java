package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.StylizerException;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.testing.Draw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VGG of three convolutions that hand the colors on, so that only the poolings compute. */
class VggTest {
  private static final List<String> TAPS = List.of("relu1_1", "relu2_1");

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  @BeforeEach
  void makeIdentities() {
    identity("features.0", 64, 3);
    identity("features.2", 64, 64);
    identity("features.5", 128, 64);
  }

  /** Channel c of the output is channel c of the input, and 0 beyond the first three. */
  private void identity(String layer, int outputs, int inputs) {
    float[] kernel = new float[outputs * inputs * 9];
    for (int channel = 0; channel < 3; channel++) {
      kernel[(channel * inputs + channel) * 9 + 4] = 1;
    }
    tensors.put(layer + ".weight", manager.create(kernel, new Shape(outputs, inputs, 3, 3)));
    tensors.put(layer + ".bias", manager.zeros(new Shape(outputs)));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private Vgg open(List<String> taps, Pooling pooling) throws IOException {
    Path file = directory.resolve("three-layers.safetensors");
    SafetensorsWriter.write(file, tensors, Map.of());
    return Vgg.builder(VggVariant.VGG16).weights(file).taps(taps).pooling(pooling).build();
  }

  @Test
  void averagePoolingIsTheMeanOfFourNeighbors() throws IOException {
    assertPooled(Pooling.AVERAGE, (a, b, c, d) -> (a + b + c + d) / 4);
  }

  @Test
  void maximumPoolingIsTheLargestOfFourNeighbors() throws IOException {
    assertPooled(Pooling.MAX, (a, b, c, d) -> Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** 8 significant bits: of 1 + 1/256 and 1 + 3/256 one is rounded down and one up, to even. */
  @Test
  void bfloat16RoundsToEightSignificantBits() throws IOException {
    Path file = directory.resolve("three-layers.safetensors");
    SafetensorsWriter.write(file, tensors, Map.of());
    NDArray image = manager.zeros(new Shape(1, 3, 8, 8));
    image.set(new NDIndex(":, 0"), 1 + 1 / 256f);
    image.set(new NDIndex(":, 1"), 1 + 3 / 256f);
    Vgg.Builder builder = Vgg.builder(VggVariant.VGG16).weights(file).taps(List.of("relu1_1"));
    try (Vgg exact = builder.build();
        Vgg coarse = builder.precision(Precision.BFLOAT16).build()) {
      assertThat(firstTwo(exact, image)).containsExactly(1 + 1 / 256f, 1 + 3 / 256f);
      assertThat(firstTwo(coarse, image)).containsExactly(1, 1 + 4 / 256f);
    }
  }

  private static float[] firstTwo(Vgg vgg, NDArray image) {
    return vgg.features(image).head().get(":, :2, 4, 4").toFloatArray();
  }

  @Test
  void float16IsRefused() {
    Vgg.Builder builder = Vgg.builder(VggVariant.VGG16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.precision(Precision.FLOAT16))
        .withMessageContainingAll("BFLOAT16", "is FLOAT16");
  }

  private interface FourNeighbors {
    float pooled(float a, float b, float c, float d);
  }

  /** The last row and column of odd sides are left out. */
  private void assertPooled(Pooling pooling, FourNeighbors neighbors) throws IOException {
    NDArray images = Draw.array(manager, 91, new Shape(1, 3, 5, 7), 0, 1);
    try (Vgg vgg = open(TAPS, pooling)) {
      NDList features = vgg.features(images);
      assertThat(features.get(0).get(":, :3").toFloatArray())
          .containsExactly(images.toFloatArray());
      NDArray pooled = features.get(1);
      assertThat(pooled.getShape()).isEqualTo(new Shape(1, 128, 2, 3));
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < 2; y++) {
          for (int x = 0; x < 3; x++) {
            float expected =
                neighbors.pooled(
                    images.getFloat(0, channel, 2 * y, 2 * x),
                    images.getFloat(0, channel, 2 * y, 2 * x + 1),
                    images.getFloat(0, channel, 2 * y + 1, 2 * x),
                    images.getFloat(0, channel, 2 * y + 1, 2 * x + 1));
            assertThat(pooled.getFloat(0, channel, y, x)).isCloseTo(expected, within(1e-6f));
          }
        }
      }
      assertThat(pooled.get(":, 3:").abs().max().getFloat()).isZero();
    }
  }

  @Test
  void negativeValuesDoNotPass() throws IOException {
    try (Vgg vgg = open(List.of("relu1_1"), Pooling.MAX)) {
      NDArray negative = manager.full(new Shape(1, 3, 4, 4), -1f);
      assertThat(vgg.features(negative).head().abs().max().getFloat()).isZero();
    }
  }

  @Test
  void tapsComeFromShallowToDeepHoweverTheyWereNamed() throws IOException {
    try (Vgg vgg = open(List.of("relu2_1", "relu1_1"), Pooling.MAX)) {
      assertThat(vgg.taps()).containsExactly("relu1_1", "relu2_1");
      NDList features = vgg.features(manager.ones(new Shape(1, 3, 4, 4)));
      assertThat(features)
          .extracting(NDArray::getShape)
          .containsExactly(new Shape(1, 64, 4, 4), new Shape(1, 128, 2, 2));
    }
  }

  @Test
  void layersAfterTheDeepestTapAreNotNeeded() throws IOException {
    tensors.keySet().removeIf(name -> name.startsWith("features.5"));
    try (Vgg vgg = open(List.of("relu1_2"), Pooling.MAX)) {
      assertThat(vgg.minimumSide()).isEqualTo(1);
      assertThat(vgg.features(manager.ones(new Shape(1, 3, 1, 1)))).singleElement();
    }
  }

  @Test
  void noTapATapTwiceAndAnUnknownTapAreRefused() {
    Vgg.Builder builder = Vgg.builder(VggVariant.VGG16);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.taps(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.taps(List.of("relu1_1", "relu2_1", "relu1_1")))
        .withMessageContaining("relu1_1, relu2_1, relu1_1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.taps(List.of("relu1_1", "conv1_1")))
        .withMessageContaining("'conv1_1'");
  }

  @Test
  void missingTensorIsNamed() {
    tensors.remove("features.2.bias");
    assertRefused("features.2.bias", "(64)", "missing");
  }

  @Test
  void tensorOfAnotherShapeIsNamed() {
    tensors.put("features.5.weight", manager.zeros(new Shape(128, 64, 5, 5)));
    assertRefused("features.5.weight", "(128, 64, 5, 5)", "(128, 64, 3, 3)");
  }

  private void assertRefused(String... inMessage) {
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(() -> open(TAPS, Pooling.MAX))
        .withMessageContaining("three-layers.safetensors")
        .withMessageContainingAll(inMessage)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void onDemandItIsLoadedWhenItIsComputedWith() throws IOException {
    Path file = directory.resolve("later.safetensors");
    Vgg.Builder builder = Vgg.builder(VggVariant.VGG16).weights(file).taps(TAPS);
    NDArray images = Draw.array(manager, 92, new Shape(1, 3, 6, 6), 0, 1);
    FeatureExtractor later = builder.buildOnDemand();
    try (Vgg now = open(TAPS, Pooling.MAX)) {
      builder.pooling(Pooling.AVERAGE);
      assertThat(later.taps()).isEqualTo(TAPS);
      assertThat(later.channels("relu2_1")).isEqualTo(128);
      assertThat(later.minimumSide()).isEqualTo(2);
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> later.features(images))
          .withMessageContaining(file.toString());

      SafetensorsWriter.write(file, tensors, Map.of());
      assertThat(later.features(images).get(1).toFloatArray())
          .isEqualTo(now.features(images).get(1).toFloatArray());
      assertThat(later.features(images, List.of("relu1_1"))).hasSize(1);
    } finally {
      later.close();
    }
    assertThatIllegalStateException().isThrownBy(() -> later.features(images));
  }
}
