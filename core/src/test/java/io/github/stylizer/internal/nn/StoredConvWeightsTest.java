package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.ConvWeightsContract;
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

class StoredConvWeightsTest extends ConvWeightsContract {
  @TempDir Path directory;
  private final NDManager stored = NDManager.newBaseManager();
  private final NDManager parent = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  @BeforeEach
  void describe() {
    // Neither in alphabetical order nor in that of the file.
    shapes.put("later", new Shape(4, 3, 3, 3));
    shapes.put("earlier", new Shape(2, 4, 1, 1));
    tensors.put("earlier.weight", Draw.array(stored, 31, new Shape(2, 4, 1, 1), -1, 1));
    tensors.put("earlier.bias", Draw.array(stored, 32, new Shape(2), -1, 1));
    tensors.put("later.weight", Draw.array(stored, 33, new Shape(4, 3, 3, 3), -1, 1));
    tensors.put("later.bias", Draw.array(stored, 34, new Shape(4), -1, 1));
    tensors.put("running_mean", stored.ones(new Shape(9)));
  }

  @AfterEach
  void close() {
    stored.close();
    parent.close();
  }

  private StoredConvWeights load() throws IOException {
    Path path = directory.resolve("weights.safetensors");
    SafetensorsWriter.write(path, tensors, Map.of());
    try (WeightsFile file = WeightsFile.open(path)) {
      return StoredConvWeights.load(file, shapes, parent);
    }
  }

  @Override
  protected ConvWeights weights() throws IOException {
    return load();
  }

  @Override
  protected List<String> expectedLayers() {
    return List.of("later", "earlier");
  }

  @Test
  void numbersAreThoseOfTheFile() throws IOException {
    StoredConvWeights weights = load();
    for (String layer : shapes.keySet()) {
      assertThat(weights.kernel(layer)).isEqualTo(tensors.get(layer + ".weight"));
      assertThat(weights.bias(layer)).isEqualTo(tensors.get(layer + ".bias"));
    }
  }

  @Test
  void halfPrecisionBecomesFloat32() throws IOException {
    NDArray halves = tensors.get("later.weight").toType(DataType.FLOAT16, true);
    tensors.put("later.weight", halves);
    assertThat(load().kernel("later")).isEqualTo(halves.toType(DataType.FLOAT32, true));
  }

  @Test
  void ownsTwoArraysForEachLayerUntilItIsClosed() throws IOException {
    StoredConvWeights weights = load();
    assertThat(parent.getManagedArrays()).hasSize(4);
    weights.close();
    weights.close();
    assertThat(parent.getManagedArrays()).isEmpty();
    assertThat(parent.isOpen()).isTrue();
  }

  /** As pytorch/examples names its layers: flat scales, and statistics that nobody needs. */
  @Test
  void namesInTheFileMayDifferAndScalesMayBeFlat() throws IOException {
    Path path = directory.resolve("weights.safetensors");
    tensors.put("in1.weight", Draw.array(stored, 35, new Shape(4), -1, 1));
    tensors.put("in1.bias", Draw.array(stored, 36, new Shape(4), -1, 1));
    SafetensorsWriter.write(path, tensors, Map.of());
    shapes.put("norm", new Shape(4, 1, 1, 1));
    Map<String, String> names = Map.of("norm", "in1", "earlier", "earlier", "later", "later");
    try (WeightsFile file = WeightsFile.open(path);
        StoredConvWeights weights = StoredConvWeights.load(file, shapes, names::get, parent)) {
      assertThat(weights.layers()).containsExactly("later", "earlier", "norm");
      assertThat(weights.kernel("norm").getShape()).isEqualTo(new Shape(4, 1, 1, 1));
      assertThat(weights.kernel("norm").toFloatArray())
          .containsExactly(tensors.get("in1.weight").toFloatArray());
      assertThat(weights.bias("norm")).isEqualTo(tensors.get("in1.bias"));
      assertThat(weights.tensors().keySet())
          .containsExactly(
              "later.weight",
              "later.bias",
              "earlier.weight",
              "earlier.bias",
              "norm.weight",
              "norm.bias");
      assertThat(parent.getManagedArrays())
          .containsExactlyInAnyOrderElementsOf(weights.tensors().values());
    }
    assertThat(parent.getManagedArrays()).isEmpty();
  }

  @Test
  void aKernelMayNotBeFlat() {
    tensors.put("later.weight", stored.zeros(new Shape(4 * 3 * 3 * 3)));
    assertRefused("later.weight", "(108)", "(4, 3, 3, 3)");
    tensors.put("later.weight", stored.zeros(new Shape(4)));
    assertRefused("later.weight", "(4)", "(4, 3, 3, 3)");
  }

  @Test
  void theMissingTensorHasItsNameInTheFile() {
    Path path = directory.resolve("weights.safetensors");
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(
            () -> {
              SafetensorsWriter.write(path, tensors, Map.of());
              try (WeightsFile file = WeightsFile.open(path)) {
                StoredConvWeights.load(file, shapes, "net."::concat, parent);
              }
            })
        .withMessageContainingAll("net.later.weight", "(4, 3, 3, 3)", "missing");
    assertThat(parent.getManagedArrays()).isEmpty();
  }

  @Test
  void copiesAreTheSameNumbersAndIndependent() {
    NDArray kernel = tensors.get("later.weight");
    float[] before = kernel.toFloatArray();
    kernel.setRequiresGradient(true);
    int held = stored.getManagedArrays().size();
    StoredConvWeights copy = StoredConvWeights.copyOf(tensors, shapes, parent);
    assertThat(copy.layers()).containsExactly("later", "earlier");
    assertThat(stored.getManagedArrays()).hasSize(held);
    assertThat(copy.kernel("later").hasGradient()).isFalse();
    kernel.setRequiresGradient(false);
    kernel.muli(2f);
    assertThat(copy.kernel("later").toFloatArray()).containsExactly(before);
    copy.close();
    assertThat(parent.getManagedArrays()).isEmpty();
  }

  @Test
  void arraysThatDoNotFitAreNotCopied() {
    tensors.put("later.bias", stored.zeros(new Shape(3)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredConvWeights.copyOf(tensors, shapes, parent))
        .withMessageContainingAll("later.bias", "(3)", "(4)");
    tensors.put("later.bias", stored.zeros(new Shape(4), DataType.FLOAT16));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredConvWeights.copyOf(tensors, shapes, parent))
        .withMessageContainingAll("later.bias", "float16", "float32");
    tensors.remove("later.bias");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredConvWeights.copyOf(tensors, shapes, parent))
        .withMessageContainingAll("later.bias", "missing", "(4)");
    assertThat(parent.getManagedArrays()).as("arrays left behind").isEmpty();
  }

  @Test
  void missingTensorIsNamed() {
    tensors.remove("earlier.bias");
    assertRefused("earlier.bias", "(2)", "missing");
  }

  @Test
  void wrongShapeIsShownWithTheRightOne() {
    tensors.put("later.weight", stored.zeros(new Shape(4, 3, 3, 1)));
    assertRefused("later.weight", "(4, 3, 3, 1)", "(4, 3, 3, 3)");
  }

  @Test
  void wrongNumberOfBiasesIsRefused() {
    tensors.put("later.bias", stored.zeros(new Shape(1)));
    assertRefused("later.bias", "(1)", "(4)");
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      tensors.put("later.bias", stored.create(new float[] {0, value, 1, 2}));
      assertRefused("later.bias", "not finite");
    }
  }

  @Test
  void largeButFiniteValuesAreTaken() throws IOException {
    tensors.put("later.bias", stored.full(new Shape(4), Float.MAX_VALUE));
    assertThat(load().bias("later").toFloatArray()).containsOnly(Float.MAX_VALUE);
  }

  @Test
  void numbersWithoutFractionAreRefused() {
    tensors.put("later.bias", stored.zeros(new Shape(4), DataType.INT32));
    assertRefused("later.bias");
  }

  private void assertRefused(String... inMessage) {
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(this::load)
        .withMessageContaining("weights.safetensors")
        .withMessageContainingAll(inMessage)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    assertThat(parent.getManagedArrays()).as("arrays left behind").isEmpty();
  }
}
