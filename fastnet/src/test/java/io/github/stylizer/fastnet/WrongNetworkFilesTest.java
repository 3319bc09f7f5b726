package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that hold no network, another one or a damaged one. */
class WrongNetworkFilesTest {
  private static final TransformNet NET = TransformNet.of(2);
  private static final String FIRST = "downsampling.1.weight";

  @TempDir Path directory;
  private Path file;
  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors =
      DrawnTransformNet.tensors(manager, NET.kernelShapes(), 9);
  private final Map<String, String> metadata =
      new HashMap<>(
          Map.of(
              "format", "stylizer-transform-net",
              "version", "1",
              "base", "2",
              "norm", "plain",
              "pixels", "imagenet"));

  @BeforeEach
  void name() {
    file = directory.resolve("network.safetensors");
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** The message is one line that names the file. */
  private static void assertRefused(Path path, String... inMessage) {
    List<String> expected = new ArrayList<>(List.of(inMessage));
    expected.add(path.getFileName().toString());
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(() -> FastNet.load(path))
        .satisfies(e -> assertThat(e.getMessage()).contains(expected).doesNotContain("\n"));
  }

  /** With the metadata of this library and, as a converted file, without. */
  private void assertTensorsRefused(String... inMessage) throws IOException {
    SafetensorsWriter.write(file, tensors, metadata);
    assertRefused(file, inMessage);
    SafetensorsWriter.write(file, tensors, Map.of());
    assertRefused(file, inMessage);
  }

  /** What the other tests spoil is a network, with and without metadata. */
  @Test
  void theseTensorsAreRightAsTheyAre() throws IOException {
    NDArray photo = Draw.array(manager, 10, new Shape(1, 3, 20, 16), -2, 2);
    float[] expected = NET.apply(photo, ConvWeights.of(tensors)).toFloatArray();
    for (Map<String, String> metadataOfFile : List.of(metadata, Map.<String, String>of())) {
      SafetensorsWriter.write(file, tensors, metadataOfFile);
      try (TransformModel model = FastNet.load(file)) {
        assertThat(ErrorMeasures.relative(model.stylize(photo).toFloatArray(), expected))
            .isLessThan(1e-4);
      }
    }
  }

  @Test
  void aTensorOfAnotherBaseIsRefused() throws IOException {
    tensors.put("residuals.3.conv.5.weight", manager.zeros(new Shape(16, 16, 3, 3)));
    assertTensorsRefused("residuals.3.conv.5.weight", "(16, 16, 3, 3)", "(8, 8, 3, 3)");
  }

  @Test
  void aMissingTensorIsNamed() throws IOException {
    tensors.remove("upsampling.2.bias");
    assertTensorsRefused("upsampling.2.bias", "(4)", "missing");
  }

  @Test
  void moreBlocksThanTheNetworkHasAreRefused() throws IOException {
    tensors.put("residuals.5.conv.1.weight", manager.zeros(new Shape(8, 8, 3, 3)));
    assertTensorsRefused("residuals.5.conv.1.weight", "[8, 8, 3, 3]", "base 2");
  }

  /** An instance norm that normalizes with them would be another network. */
  @Test
  void statisticsAreOnlyIgnoredWhereANormHasWeights() throws IOException {
    tensors.put("downsampling.6.running_mean", manager.zeros(new Shape(4)));
    assertTensorsRefused("downsampling.6.running_mean");
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    tensors.put("upsampling.11.bias", manager.create(new float[] {0, Float.NaN, 0}));
    assertTensorsRefused("upsampling.11.bias", "not finite");
  }

  @Test
  void integersAreRefused() throws IOException {
    tensors.put("upsampling.11.bias", manager.zeros(new Shape(3), DataType.INT32));
    assertTensorsRefused("upsampling.11.bias", "I32");
  }

  @ParameterizedTest
  @CsvSource({"''", "0", "0x3x9x9", "5000x1", "3000000000x0"})
  void aFirstKernelWithoutAUsableBaseIsRefused(String sizes) throws IOException {
    long[] shape = new long[0];
    if (!sizes.isEmpty()) {
      shape = Arrays.stream(sizes.split("x")).mapToLong(Long::parseLong).toArray();
    }
    tensors.put(FIRST, manager.zeros(new Shape(shape)));
    SafetensorsWriter.write(file, tensors, Map.of());
    assertRefused(file, FIRST, "1 … 1024");
  }

  @Test
  void theLargestBaseTakesNoMemoryUnlessItIsThere() throws IOException {
    tensors.put(FIRST, manager.zeros(new Shape(1024, 3, 9, 9)));
    SafetensorsWriter.write(file, tensors, Map.of());
    assertRefused(file, "downsampling.1.bias", "(2)", "(1024)");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "version; 2; expected 1",
        "base; 4; (4, 3, 9, 9)",
        "norm; affine; downsampling.2.weight",
        "pixels; ; missing",
      },
      delimiter = ';')
  void metadataThatDisagreeAreRefused(String key, String value, String expected)
      throws IOException {
    if (value == null) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
    SafetensorsWriter.write(file, tensors, metadata);
    assertRefused(file, expected);
  }

  @Test
  void anotherNetworkIsRefused() throws IOException {
    NDArray kernel = manager.zeros(new Shape(64, 3, 3, 3));
    SafetensorsWriter.write(file, Map.of("features.0.weight", kernel), Map.of());
    assertRefused(
        file, "not a transform network", FIRST, "conv1.conv2d.weight", "features.0.weight");
    SafetensorsWriter.write(file, Map.of(), Map.of());
    assertRefused(file, "not a transform network", "0 tensors");
  }

  @Test
  void whatHoldsNoTensorsIsRefused() throws IOException {
    Path image = directory.resolve("image.safetensors");
    ImageIO.write(PhotoPixels.drawn(20, 20), "png", image.toFile());
    assertRefused(image, "PNG");
    assertRefused(Files.createFile(directory.resolve("empty.pth")), "is empty");
    assertRefused(directory, "is not a file");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> FastNet.load(directory.resolve("nowhere.pth")));
  }

  @Test
  void hostileTorchFilesAreRefused() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(SharedFiles.path("pth/hostile"), "*.pth")) {
      for (Path hostile : files) {
        assertRefused(hostile);
        count++;
      }
    }
    assertThat(count).isPositive();
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    SafetensorsWriter.write(file, tensors, metadata);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {1, 9, 500, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused(file);
    }
  }
}
