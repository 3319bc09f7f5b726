package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.nn.LearnedConvWeights;
import io.github.stylizer.nn.TransformNet;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.Goldens;
import io.github.stylizer.testing.SharedFiles;
import io.github.stylizer.weights.ElementType;
import io.github.stylizer.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are read and written, held to the numbers they were drawn with and to PyTorch. */
class FastNetFilesTest {
  private static final double TOLERANCE = 1e-4;

  /** The first kernel of the transform8 files was drawn with this seed. */
  private static final long SEED = 7000;

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private FastNet drawn(TransformNet net, long seed, Map<String, String> provenance) {
    return FastNet.of(
        net, DrawnTransformNet.tensors(manager, net.kernelShapes(), seed), provenance);
  }

  private float[] painted(FastNet network) {
    return network.stylize(Draw.array(manager, 61, new Shape(1, 3, 37, 50), -2, 2)).toFloatArray();
  }

  private double difference(Path file, long seed) throws IOException {
    try (FastNet network = FastNet.load(file);
        FastNet expected = drawn(TransformNet.of(8), seed, Map.of())) {
      assertThat(network.net()).isEqualTo(TransformNet.of(8));
      return ErrorMeasures.relative(painted(network), painted(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy", "parameters", "checkpoint", "dataparallel"})
  void everyTorchFileOfANetworkPaintsTheSame(String name) throws IOException {
    Path file = SharedFiles.path("pth/transform8-" + name + ".pth");
    assertThat(difference(file, SEED)).isLessThan(TOLERANCE);
  }

  @Test
  void torchFilesMayHaveFewerBits() throws IOException {
    assertThat(difference(Resources.path("pth/transform8-half.pth"), SEED)).isLessThan(0.005);
    Path bfloat16 = SharedFiles.path("pth/transform8-bfloat16.pth");
    assertThat(difference(bfloat16, SEED)).isLessThan(0.04);
  }

  @ParameterizedTest
  @CsvSource({"false, 1e-4", "true, 0.005"})
  void aSavedNetworkPaintsAsPyTorch(boolean half, double tolerance) throws IOException {
    Path file = directory.resolve("network.safetensors");
    try (WeightsFile golden = Goldens.open("transform8")) {
      try (FastNet network = drawn(TransformNet.of(8), Goldens.seed(golden, "weights"), Map.of())) {
        write(network, file, half);
      }
      NDArray input = golden.readFloat32("input", manager);
      float[] expected = golden.readFloat32("output", manager).toFloatArray();
      try (FastNet network = FastNet.load(file)) {
        assertThat(ErrorMeasures.relative(network.stylize(input).toFloatArray(), expected))
            .isLessThan(tolerance);
      }
    }
  }

  private static void write(FastNet network, Path file, boolean half) throws IOException {
    if (half) {
      network.saveHalf(file);
    } else {
      network.save(file);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void savingKeepsWeightsAndProvenance(boolean affine, boolean half) throws IOException {
    TransformNet net = new TransformNet(3, affine);
    Path file = directory.resolve("network.safetensors");
    try (FastNet network = drawn(net, 5, Map.of("style", "the wave", "steps", "40000"));
        LearnedConvWeights expected =
            LearnedConvWeights.copyOf(
                DrawnTransformNet.tensors(manager, net.kernelShapes(), 5),
                net.kernelShapes(),
                manager)) {
      write(network, file, half);
      try (FastNet loaded = FastNet.load(file);
          WeightsFile stored = WeightsFile.open(file)) {
        assertThat(loaded.net()).isEqualTo(net);
        assertThat(loaded.provenance())
            .containsEntry("style", "the wave")
            .containsExactlyInAnyOrderEntriesOf(network.provenance());
        for (Map.Entry<String, NDArray> tensor : expected.tensors().entrySet()) {
          DataType type = half ? DataType.FLOAT16 : DataType.FLOAT32;
          assertThat(stored.info(tensor.getKey()).type())
              .isEqualTo(half ? ElementType.F16 : ElementType.F32);
          assertThat(stored.read(tensor.getKey(), manager))
              .isEqualTo(tensor.getValue().toType(type, false));
        }
      }
    }
  }

  @Test
  void aSavedFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(directory.resolve("network.safetensors"), "old");
    try (FastNet network = drawn(TransformNet.of(2), 6, Map.of())) {
      network.saveHalf(file);
      long half = Files.size(file);
      network.save(file);
      assertThat(Files.size(file)).isGreaterThan(half);
    }
    FastNet.load(file).close();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void weightsTooLargeForHalfPrecisionAreRefused() throws IOException {
    TransformNet net = TransformNet.of(2);
    Map<String, NDArray> tensors = DrawnTransformNet.tensors(manager, net.kernelShapes(), 6);
    tensors.get("upsampling.11.bias").muli(0f).subi(65505f);
    Path file = directory.resolve("network.safetensors");
    try (FastNet network = FastNet.of(net, tensors, Map.of())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> network.saveHalf(file))
          .withMessageContainingAll("upsampling.11.bias", "65505", "65504");
      assertThat(file).doesNotExist();
      network.save(file);
    }
    FastNet.load(file).close();
  }

  @Test
  void aClosedNetworkIsNotSaved() {
    Path file = directory.resolve("network.safetensors");
    FastNet network = drawn(TransformNet.of(2), 6, Map.of());
    network.close();
    assertThatIllegalStateException().isThrownBy(() -> network.save(file));
    assertThatIllegalStateException().isThrownBy(() -> network.saveHalf(file));
    assertThat(file).doesNotExist();
  }
}
