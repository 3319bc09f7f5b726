package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.testing.Draw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedTensorsTest {
  @TempDir Path directory;
  private final NDManager stored = NDManager.newBaseManager();
  private final NDManager parent = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  @BeforeEach
  void describe() {
    // Neither in alphabetical order nor in that of the file.
    shapes.put("later.weight", new Shape(4, 3, 3, 3));
    shapes.put("later.bias", new Shape(4));
    shapes.put("earlier.weight", new Shape(2, 4, 1, 1));
    shapes.put("earlier.bias", new Shape(2));
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

  private Path write(Map<String, NDArray> some) throws IOException {
    Path path = directory.resolve("weights.safetensors");
    SafetensorsWriter.write(path, some, Map.of());
    return path;
  }

  private NamedTensors load() throws IOException {
    try (WeightsFile file = WeightsFile.open(write(tensors))) {
      return NamedTensors.load(file, shapes, parent.newSubManager());
    }
  }

  private NDArray loaded(String name) throws IOException {
    return load().get(name);
  }

  @Test
  void numbersAreThoseOfTheFileInTheOrderOfTheShapes() throws IOException {
    Map<String, NDArray> loaded = load().tensors();
    assertThat(loaded.keySet()).containsExactlyElementsOf(shapes.keySet());
    loaded.forEach((name, array) -> assertThat(array).isEqualTo(tensors.get(name)));
  }

  @Test
  void anUnknownNameIsRefused() throws IOException {
    NamedTensors loaded = load();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loaded.get("later"))
        .withMessageContainingAll("'later'", "later.bias");
  }

  @Test
  void theMapCannotBeChanged() throws IOException {
    Map<String, NDArray> loaded = load().tensors();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> loaded.remove("later.bias"));
  }

  @Test
  void halfPrecisionBecomesFloat32() throws IOException {
    NDArray halves = tensors.get("later.weight").toType(DataType.FLOAT16, true);
    tensors.put("later.weight", halves);
    assertThat(loaded("later.weight")).isEqualTo(halves.toType(DataType.FLOAT32, true));
  }

  @Test
  void ownsTheArraysUntilItIsClosed() throws IOException {
    NamedTensors loaded = load();
    assertThat(parent.getManagedArrays())
        .containsExactlyInAnyOrderElementsOf(loaded.tensors().values());
    loaded.close();
    loaded.close();
    assertThat(parent.getManagedArrays()).isEmpty();
    assertThat(parent.isOpen()).isTrue();
  }

  @Test
  void takesOverAManagerWithItsArrays() {
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> ones = new LinkedHashMap<>(Map.of("scale", manager.ones(new Shape(2))));
    NamedTensors named = NamedTensors.of(manager, ones);
    ones.clear();
    assertThat(named.manager()).isSameAs(manager);
    assertThat(named.tensors()).containsOnlyKeys("scale");
    named.close();
    assertThat(parent.getManagedArrays()).isEmpty();
  }

  /** As pytorch/examples names its layers: flat scales, and statistics that nobody needs. */
  @Test
  void namesInTheFileMayDifferAndScalesMayBeFlat() throws IOException {
    tensors.put("in1.weight", Draw.array(stored, 35, new Shape(4), -1, 1));
    shapes.put("norm.weight", new Shape(4, 1, 1, 1));
    try (WeightsFile file = WeightsFile.open(write(tensors));
        NamedTensors loaded =
            NamedTensors.load(
                file, shapes, name -> name.replace("norm", "in1"), parent.newSubManager())) {
      assertThat(loaded.tensors().keySet()).containsExactlyElementsOf(shapes.keySet());
      NDArray scale = loaded.get("norm.weight");
      assertThat(scale.getShape()).isEqualTo(new Shape(4, 1, 1, 1));
      assertThat(scale.toFloatArray()).containsExactly(tensors.get("in1.weight").toFloatArray());
      assertThat(parent.getManagedArrays())
          .containsExactlyInAnyOrderElementsOf(loaded.tensors().values());
    }
    assertThat(parent.getManagedArrays()).isEmpty();
  }

  @Test
  void eachTensorMayLieInAFileOfItsOwn() throws IOException {
    Path other = directory.resolve("other.safetensors");
    SafetensorsWriter.write(other, Map.of("later.bias", tensors.remove("later.bias")), Map.of());
    try (WeightsFile main = WeightsFile.open(write(tensors));
        WeightsFile second = WeightsFile.open(other);
        NamedTensors loaded =
            NamedTensors.load(
                name -> name.equals("later.bias") ? second : main,
                shapes,
                parent.newSubManager())) {
      assertThat(loaded.tensors().keySet()).containsExactlyElementsOf(shapes.keySet());
      assertThat(loaded.get("later.bias").toFloatArray())
          .containsExactly(second.readFloats("later.bias"));
    }
  }

  @Test
  void aKernelMayNotBeFlat() {
    tensors.put("later.weight", stored.zeros(new Shape(4 * 3 * 3 * 3)));
    assertRefused("later.weight", "(108)", "(4, 3, 3, 3)");
    tensors.put("later.weight", stored.zeros(new Shape(4)));
    assertRefused("later.weight", "(4)", "(4, 3, 3, 3)");
  }

  @Test
  void theMissingTensorHasItsNameInTheFile() throws IOException {
    try (WeightsFile file = WeightsFile.open(write(tensors))) {
      assertThatExceptionOfType(WeightsFormatException.class)
          .isThrownBy(() -> NamedTensors.load(file, shapes, "net."::concat, parent.newSubManager()))
          .withMessageContainingAll("net.later.weight", "(4, 3, 3, 3)", "missing");
    }
    assertThat(parent.getManagedArrays()).isEmpty();
  }

  @Test
  void copiesAreTheSameNumbersAndIndependent() {
    NDArray kernel = tensors.get("later.weight");
    float[] before = kernel.toFloatArray();
    kernel.setRequiresGradient(true);
    int held = stored.getManagedArrays().size();
    NamedTensors copy = copy();
    assertThat(copy.tensors().keySet()).containsExactlyElementsOf(shapes.keySet());
    assertThat(stored.getManagedArrays()).hasSize(held);
    NDArray copied = copy.get("later.weight");
    assertThat(copied.hasGradient()).isFalse();
    kernel.setRequiresGradient(false);
    kernel.muli(2f);
    assertThat(copied.toFloatArray()).containsExactly(before);
    copy.close();
    assertThat(parent.getManagedArrays()).isEmpty();
  }

  private NamedTensors copy() {
    return NamedTensors.copyOf(tensors, shapes, parent.newSubManager());
  }

  @Test
  void arraysThatDoNotFitAreNotCopied() {
    tensors.put("later.bias", stored.zeros(new Shape(3)));
    assertThatIllegalArgumentException()
        .isThrownBy(this::copy)
        .withMessageContainingAll("later.bias", "(3)", "(4)");
    tensors.put("later.bias", stored.zeros(new Shape(4), DataType.FLOAT16));
    assertThatIllegalArgumentException()
        .isThrownBy(this::copy)
        .withMessageContainingAll("later.bias", "float16", "float32");
    tensors.remove("later.bias");
    assertThatIllegalArgumentException()
        .isThrownBy(this::copy)
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
    assertThat(loaded("later.bias").toFloatArray()).containsOnly(Float.MAX_VALUE);
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
