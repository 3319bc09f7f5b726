package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.StyleModel;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.SharedFiles;
import io.github.stylizer.testing.StyleModelContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of {@code fast_neural_style} and the picture that PyTorch paints with it. */
class PytorchExamplesTest extends StyleModelContract {
  private static final double TOLERANCE = 1e-4;
  private static final Path EXAMPLE = Resources.path("pth/example8.pth");

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Override
  protected StyleModel open() throws IOException {
    return FastNet.load(EXAMPLE);
  }

  @Override
  protected int minimumSide() {
    return TransformNet.MINIMUM_SIDE;
  }

  private void assertPaintsAsPyTorch(Path path, double tolerance) throws IOException {
    try (TransformModel network = FastNet.load(path);
        WeightsFile pictures =
            WeightsFile.open(Resources.path("pth/example8-expected.safetensors"))) {
      assertThat(network.provenance()).containsEntry("base", "8").containsEntry("norm", "affine");
      NDArray input = ImageTensors.fromLevels(pictures.readFloat32("input_0_255", manager));
      NDArray output = ImageTensors.toLevels(network.stylize(input));
      NDArray expected = pictures.readFloat32("output_0_255", manager);
      assertThat(ErrorMeasures.relative(output.toFloatArray(), expected.toFloatArray()))
          .isLessThan(tolerance);
    }
  }

  @Test
  void paintsAsPyTorch() throws IOException {
    assertPaintsAsPyTorch(EXAMPLE, TOLERANCE);
  }

  @Test
  void paintsAsPyTorchFromAFileBefore04() throws IOException {
    assertPaintsAsPyTorch(SharedFiles.path("pth/example8-before-0.4.pth"), TOLERANCE);
  }

  @Test
  void paintsTheSameAfterSaving() throws IOException {
    Path saved = directory.resolve("saved.safetensors");
    try (TransformModel network = FastNet.load(EXAMPLE)) {
      network.save(saved);
    }
    assertPaintsAsPyTorch(saved, TOLERANCE);
    try (TransformModel network = FastNet.load(saved)) {
      assertThat(network.provenance())
          .containsEntry("base", "8")
          .containsEntry("norm", "affine")
          .containsEntry("pixels", "0-255");
    }
  }

  @Test
  void paintsAlmostTheSameInHalfPrecision() throws IOException {
    Path saved = directory.resolve("half.safetensors");
    try (TransformModel network = FastNet.load(EXAMPLE)) {
      network.saveHalf(saved);
    }
    assertPaintsAsPyTorch(saved, 0.005);
  }

  /** The file's own tensors, whoever wrote them as safetensors. */
  private Map<String, NDArray> tensors() throws IOException {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    try (WeightsFile file = WeightsFile.open(EXAMPLE)) {
      for (String name : file.names()) {
        tensors.put(name, file.readFloat32(name, manager));
      }
    }
    return tensors;
  }

  @Test
  void itsNamesAreEnoughToRecognizeIt() throws IOException {
    Path converted = directory.resolve("converted.pth");
    SafetensorsWriter.write(converted, tensors(), Map.of("format", "pt"));
    assertPaintsAsPyTorch(converted, TOLERANCE);
  }

  @Test
  void complaintsUseTheNamesInTheFile() throws IOException {
    Path path = directory.resolve("network.safetensors");
    Map<String, NDArray> tensors = tensors();
    tensors.put("res6.conv1.conv2d.weight", manager.zeros(tensors.get("in3.bias").getShape()));
    SafetensorsWriter.write(path, tensors, Map.of());
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(() -> FastNet.load(path))
        .withMessageContainingAll("network.safetensors", "res6.conv1.conv2d.weight", "[32]");
    tensors.remove("res6.conv1.conv2d.weight");
    tensors.remove("res3.in2.bias");
    SafetensorsWriter.write(path, tensors, Map.of());
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(() -> FastNet.load(path))
        .withMessageContainingAll("network.safetensors", "res3.in2.bias", "(32)");
  }
}
