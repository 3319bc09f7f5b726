package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.testing.TinyExtractor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that must be refused with one line, and leave nothing behind. */
class HostileMetaNetFilesTest {
  @TempDir Path directory;
  private final TinyExtractor extractor = new TinyExtractor();
  private final MetaNetFiles files = MetaNetFiles.plain(2, extractor);
  private Path main;
  private Path transform;

  @BeforeEach
  void paths() {
    main = directory.resolve("main.safetensors");
    transform = directory.resolve("transform.safetensors");
  }

  @AfterEach
  void close() {
    files.close();
    extractor.close();
  }

  private void assertRefused(MetaNetLoader loader, Path file, String... reasons) {
    int before = arraysOfAllManagers();
    assertThatThrownBy(() -> loader.load().close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(reasons)
        .message()
        .doesNotContain("\n")
        .hasSizeLessThan(700);
    assertThat(arraysOfAllManagers()).isEqualTo(before);
  }

  private void assertRefused(String... reasons) throws IOException {
    files.write(main);
    assertRefused(MetaNet.loader(main, extractor), main, reasons);
  }

  private static int arraysOfAllManagers() {
    try (NDManager manager = NDManager.newBaseManager()) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hidden.weight",
        "hidden.bias",
        "fc1.weight",
        "fc1.bias",
        "fc14.weight",
        "fc14.bias",
        "downsampling.1.weight",
        "downsampling.1.bias",
        "upsampling.11.weight",
        "upsampling.11.bias",
        "statistics.mean",
        "statistics.std"
      })
  void aMissingTensorIsNamed(String tensor) throws IOException {
    files.tensors.remove(tensor);
    assertRefused("tensor " + tensor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden.weight", "fc9.bias", "upsampling.11.bias", "statistics.mean"})
  void aTensorThatIsNotFiniteIsNamed(String tensor) throws IOException {
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      NDArray wrong = files.tensors.get(tensor);
      float[] values = wrong.toFloatArray();
      values[values.length - 1] = value;
      wrong.set(values);
      assertRefused("the tensor " + tensor, "not finite");
    }
  }

  @Test
  void deviationsMustBeAboveZero() throws IOException {
    files.put("statistics.std", 30);
    assertRefused("the tensor statistics.std", "0.0", "above 0");
  }

  @Test
  void furtherTensorsAreNamed() throws IOException {
    files.put("fc15.weight", 5, 3);
    assertRefused("fc15.weight [5, 3]", "base 2");
    files.tensors.remove("fc15.weight");
    files.put("color.weight", 12, 42);
    assertRefused("color.weight");
  }

  @ParameterizedTest
  @CsvSource({
    "fc3.weight, 10, 3",
    "fc14.weight, 39, 3",
    "fc3.weight, 296, 4",
    "hidden.weight, 41, 30",
    "color.weight, 12, 41",
    "downsampling.1.weight, 3, 3",
    "hidden.weight, 0, 0",
    "fc1.weight, 76, 0",
    "fc1.weight, 76, 5000",
    "hidden.weight, 1, 1100000",
  })
  void tensorsOfAnotherShapeAreNamed(String tensor, long rows, long columns) throws IOException {
    files.put(tensor, rows, columns);
    assertRefused(tensor);
  }

  /** Small tensors that speak of a network of 600 GB. */
  @Test
  void sizesThatNoMemoryHoldsAreRefused() throws IOException {
    files.put("downsampling.1.weight", 1024, 3, 9, 9);
    files.put("fc1.weight", 1, 4096);
    assertRefused("downsampling.1.weight", "fc1.weight", "2^31 - 1");
    files.put("downsampling.1.weight", 1025, 3, 9, 9);
    assertRefused("downsampling.1.weight", "1 … 1024");
    files.put("downsampling.1.weight", 512, 3, 9, 9);
    files.put("fc1.weight", 1, 3);
    files.metadata.put("base", "512");
    assertRefused("fc1.weight", "base 512");
  }

  @ParameterizedTest
  @CsvSource({
    "base, 4, downsampling.1.weight",
    "hidden, 128, fc1.weight",
    "version, 2, expected 1",
    "filters, long, expected unit length or as generated",
    "color head, yes, color.weight",
    "color head, perhaps, expected yes or no",
    "taps, ' ', taps",
    "taps, middle shallow deep, shallow middle deep",
    "taps, relu1_1, shallow middle deep",
  })
  void metadataThatLieAreRefused(String key, String value, String reason) throws IOException {
    files.metadata.put(key, value);
    assertRefused(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "base", "hidden", "filters", "color head", "taps"})
  void missingMetadataAreNamed(String key) throws IOException {
    files.metadata.remove(key);
    assertRefused("metadata '" + key + "' is missing");
  }

  @Test
  void metadataOfTheCompanionMayNotLieEither() throws IOException {
    files.metadata.clear();
    files.metadata.putAll(Map.of("format", "metanet", "base", "16", "hidden", "3"));
    assertRefused("'base' is '16'", "expected 2", "downsampling.1.weight");
    files.metadata.putAll(
        Map.of("base", "2", "statistics", "relu1_2 relu2_2 of vgg19, (v - mean) / std"));
    assertRefused("relu1_2 relu2_2", "shallow middle deep");
  }

  @Test
  void statisticsOfAnotherExtractorAreRefused() throws IOException {
    files.put("hidden.weight", 42, 1920);
    files.put("statistics.mean", 1920);
    assertRefused("hidden.weight", "1920", "shallow middle deep", "30");
  }

  private Path pair(Path file, MetaNetFiles of, boolean second) throws IOException {
    SafetensorsWriter.write(file, of.ofPair(second), Map.of());
    return file;
  }

  @Test
  void aPairMustBeOfOneNetworkAndInOrder() throws IOException {
    pair(main, files, false);
    assertRefused(MetaNet.loader(main, extractor), main, "downsampling.1.weight", "as well");
    try (MetaNetFiles other = MetaNetFiles.plain(4, extractor)) {
      pair(transform, other, true);
    }
    assertRefused(MetaNet.loader(main, extractor).transformNet(transform), main, "fc1.weight");
    pair(transform, files, true);
    assertRefused(
        MetaNet.loader(transform, extractor).transformNet(main),
        transform,
        "expected a tensor hidden.weight",
        "downsampling.1.weight");
    assertRefused(
        MetaNet.loader(main, extractor).transformNet(main), main, "downsampling.1.weight");
    files.write(main);
    assertRefused(
        MetaNet.loader(main, extractor).transformNet(transform),
        transform,
        "downsampling.1.weight",
        main.toString());
  }

  @Test
  void aDamagedSecondFileIsTheOneThatIsNamed() throws IOException {
    pair(main, files, false);
    NDArray bias = files.tensors.get("upsampling.11.bias");
    float[] wrong = bias.toFloatArray();
    Arrays.fill(wrong, Float.NaN);
    bias.set(wrong);
    pair(transform, files, true);
    assertRefused(
        MetaNet.loader(main, extractor).transformNet(transform), transform, "upsampling.11.bias");
  }
}
