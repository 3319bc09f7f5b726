package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.ErrorMeasures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of {@code fast_neural_style} in the layouts of ONNX exporters. */
class OnnxNetworksTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();
  private ExportedOnnx example;

  @BeforeEach
  void read() throws IOException {
    try (WeightsFile file = WeightsFile.open(Resources.path("pth/example8.pth"))) {
      example = ExportedOnnx.of(file);
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("mosaic.onnx"), bytes);
  }

  private void assertPaintsAsPyTorch(byte[] bytes) throws IOException {
    try (TransformModel network = FastNet.load(write(bytes));
        WeightsFile pictures =
            WeightsFile.open(Resources.path("pth/example8-expected.safetensors"))) {
      NDArray input = ImageTensors.fromLevels(pictures.readFloat32("input_0_255", manager));
      NDArray output = ImageTensors.toLevels(network.stylize(input));
      NDArray expected = pictures.readFloat32("output_0_255", manager);
      assertThat(ErrorMeasures.relative(output.toFloatArray(), expected.toFloatArray()))
          .isLessThan(TOLERANCE);
      assertThat(network.provenance()).containsEntry("base", "8").containsEntry("pixels", "0-255");
    }
  }

  private void assertRefused(byte[] bytes, String... inMessage) throws IOException {
    Path file = write(bytes);
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(() -> FastNet.load(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContainingAll(inMessage);
  }

  @Test
  void namesOfPyTorchAreKnown() throws IOException {
    assertPaintsAsPyTorch(example.file());
  }

  @Test
  void numbersMayBeStoredOneByOne() throws IOException {
    assertPaintsAsPyTorch(example.asFloats().file());
  }

  @Test
  void otherNamesAreUnderstoodByTheirOrder() throws IOException {
    assertPaintsAsPyTorch(example.named("module."::concat).file());
  }

  @Test
  void numbersForNamesAreUnderstoodByTheirOrder() throws IOException {
    List<String> names = example.names();
    assertPaintsAsPyTorch(
        example.named(name -> Integer.toString(1 + names.indexOf(name))).asFloats().file());
  }

  @Test
  void operatorsThatTheNetworkHasNotAreRefused() throws IOException {
    assertRefused(example.withNode("Tanh").file(), "Tanh", "fast_neural_style");
  }

  @Test
  void moreLayersAreRefused() throws IOException {
    assertRefused(
        example.named("module."::concat).withNode("Relu").file(), "is not a transform network");
  }

  @Test
  void weightsOfOtherShapesAreRefused() throws IOException {
    example.put("res3.conv2.conv2d.weight", new float[16], List.of(4L, 4L, 1L, 1L));
    assertRefused(example.file(), "res3.conv2.conv2d.weight", "(4, 4, 1, 1)", "(32, 32, 3, 3)");
    List<String> names = example.names();
    assertRefused(
        example.named(name -> "w" + names.indexOf(name)).file(), "(4, 4, 1, 1)", "(32, 32, 3, 3)");
  }

  @Test
  void missingWeightsAreRefused() throws IOException {
    // The name is in the node, the tensor is not.
    try (WeightsFile file = WeightsFile.open(Resources.path("pth/example8.pth"))) {
      ExportedOnnx incomplete = new ExportedOnnx();
      for (String name : file.names()) {
        if (!name.equals("res2.in1.bias")) {
          incomplete.put(name, file.readFloats(name), file.info(name).shape());
        }
      }
      assertRefused(incomplete.file(), "res2.in1.bias", "missing");
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    example.put("in4.bias", new float[16], List.of(16L));
    assertPaintsSomething(example.file());
    float[] numbers = new float[16];
    numbers[3] = Float.NaN;
    setUpAgain().put("in4.bias", numbers, List.of(16L));
    assertRefused(example.file(), "in4.bias", "not finite");
  }

  private ExportedOnnx setUpAgain() throws IOException {
    read();
    return example;
  }

  private void assertPaintsSomething(byte[] bytes) throws IOException {
    try (TransformModel network = FastNet.load(write(bytes))) {
      assertThat(network.provenance()).containsEntry("base", "8");
    }
  }
}
