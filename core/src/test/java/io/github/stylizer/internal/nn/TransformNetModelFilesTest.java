package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.ElementType;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformNetModelFilesTest {
  private static final TransformNet NET = TransformNet.of(2);

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Path file() {
    return directory.resolve("model.safetensors");
  }

  private Map<String, NDArray> tensors(TransformNet net) {
    return DrawnTransformNet.tensors(manager, net.kernelShapes(), 6);
  }

  private static TransformNetModel load(Path path) throws IOException {
    try (WeightsFile open = WeightsFile.open(path)) {
      return TransformNetModel.load(open, TransformNetFormat.of(open), UnaryOperator.identity());
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void savingKeepsWeightsAndProvenance(boolean affine, boolean half) throws IOException {
    TransformNet net = new TransformNet(3, affine ? Norm.AFFINE : Norm.PLAIN, false);
    Map<String, NDArray> tensors = tensors(net);
    Map<String, String> told = Map.of("style", "the wave", "steps", "40000");
    try (TransformNetModel model = TransformNetModel.of(net, tensors, told)) {
      if (half) {
        model.saveHalf(file());
      } else {
        model.save(file());
      }
      try (TransformNetModel loaded = load(file());
          WeightsFile stored = WeightsFile.open(file())) {
        assertThat(TransformNetFormat.isIn(stored)).isTrue();
        assertThat(loaded.net()).isEqualTo(net);
        assertThat(loaded.provenance())
            .containsEntry("style", "the wave")
            .containsExactlyInAnyOrderEntriesOf(model.provenance());
        assertThat(stored.names()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> assertStored(stored, name, tensor, half));
      }
    }
  }

  private void assertStored(WeightsFile stored, String name, NDArray tensor, boolean half) {
    DataType type = half ? DataType.FLOAT16 : DataType.FLOAT32;
    assertThat(stored.info(name).type()).isEqualTo(half ? ElementType.F16 : ElementType.F32);
    assertThat(stored.info(name).arrayShape()).isEqualTo(tensor.getShape());
    assertThatNoOtherNumbers(stored, name, tensor.toType(type, false));
  }

  private void assertThatNoOtherNumbers(WeightsFile stored, String name, NDArray expected) {
    try {
      assertThat(stored.read(name, manager)).isEqualTo(expected);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSavedFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Files.writeString(file(), "old");
    try (TransformNetModel model = TransformNetModel.of(NET, tensors(NET), Map.of())) {
      model.saveHalf(file());
      long half = Files.size(file());
      model.save(file());
      assertThat(Files.size(file())).isGreaterThan(half);
    }
    load(file()).close();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void weightsTooLargeForHalfPrecisionAreRefused() throws IOException {
    Map<String, NDArray> tensors = tensors(NET);
    tensors.get("upsampling.11.bias").muli(0f).subi(65505f);
    try (TransformNetModel model = TransformNetModel.of(NET, tensors, Map.of())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> model.saveHalf(file()))
          .withMessageContainingAll("upsampling.11.bias", "65505", "65504");
      assertThat(file()).doesNotExist();
      model.save(file());
    }
    load(file()).close();
  }

  @Test
  void aClosedModelIsNotSaved() {
    TransformNetModel model = TransformNetModel.of(NET, tensors(NET), Map.of());
    model.close();
    assertThatIllegalStateException().isThrownBy(() -> model.save(file()));
    assertThatIllegalStateException().isThrownBy(() -> model.saveHalf(file()));
    assertThat(file()).doesNotExist();
  }

  @Test
  void tensorsAreFoundByTheirNamesInTheFile() throws IOException {
    Map<String, NDArray> tensors = tensors(NET);
    TransformNetFormat kind = new TransformNetFormat(NET, PixelRange.NORMALIZED);
    NDArray photo = Draw.array(manager, 61, new Shape(1, 3, 24, 32), -2, 2);
    try (TransformNetModel model = TransformNetModel.of(NET, tensors, Map.of())) {
      model.save(file());
      try (WeightsFile open = WeightsFile.open(file())) {
        assertThatExceptionOfType(WeightsFormatException.class)
            .isThrownBy(() -> TransformNetModel.load(open, kind, "net."::concat))
            .withMessageContainingAll("model.safetensors", "net.downsampling.1.weight", "missing");
        try (TransformNetModel same = TransformNetModel.load(open, kind, layer -> layer)) {
          assertThat(same.stylize(photo).toFloatArray())
              .containsExactly(model.stylize(photo).toFloatArray());
        }
      }
    }
  }

  /** The same weights, asked for what they do to levels. */
  @Test
  void aNetworkForLevelsIsGivenLevels() throws IOException {
    Map<String, NDArray> tensors = tensors(NET);
    TransformNetFormat ofLevels = new TransformNetFormat(NET, PixelRange.LEVELS);
    SafetensorsWriter.write(file(), tensors, ofLevels.metadata());
    NDArray levels = Draw.array(manager, 61, new Shape(1, 3, 24, 32), 0, 255);
    try (TransformNetModel loaded = load(file());
        TransformNetModel plain = TransformNetModel.of(NET, tensors, Map.of())) {
      assertThat(loaded.provenance()).containsEntry("pixels", "0-255");
      NDArray painted = ImageTensors.toLevels(loaded.stylize(ImageTensors.fromLevels(levels)));
      assertThat(
              ErrorMeasures.relative(painted.toFloatArray(), plain.stylize(levels).toFloatArray()))
          .isLessThan(1e-4);
    }
  }
}
