package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.Goldens;
import io.github.stylizer.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

  private TransformModel drawn(TransformNet net, long seed, Map<String, String> provenance) {
    return TransformNetModel.of(
        net, DrawnTransformNet.tensors(manager, net.kernelShapes(), seed), provenance);
  }

  private float[] painted(TransformModel network) {
    return network.stylize(Draw.array(manager, 61, new Shape(1, 3, 37, 50), -2, 2)).toFloatArray();
  }

  private double difference(Path file, long seed) throws IOException {
    try (TransformModel network = FastNet.load(file);
        TransformModel expected = drawn(TransformNet.of(8), seed, Map.of())) {
      assertThat(network.provenance()).containsEntry("base", "8").containsEntry("norm", "plain");
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
      try (TransformModel network =
          drawn(TransformNet.of(8), Goldens.seed(golden, "weights"), Map.of())) {
        write(network, file, half);
      }
      NDArray input = golden.readFloat32("input", manager);
      float[] expected = golden.readFloat32("output", manager).toFloatArray();
      try (TransformModel network = FastNet.load(file)) {
        assertThat(ErrorMeasures.relative(network.stylize(input).toFloatArray(), expected))
            .isLessThan(tolerance);
      }
    }
  }

  private static void write(TransformModel network, Path file, boolean half) throws IOException {
    if (half) {
      network.saveHalf(file);
    } else {
      network.save(file);
    }
  }
}
