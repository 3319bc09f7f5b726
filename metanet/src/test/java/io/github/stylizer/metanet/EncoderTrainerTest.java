package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleCode;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTrainerTest {
  @TempDir Path folder;
  private final TinyExtractor extractor = new TinyExtractor();
  private Path network;

  @BeforeEach
  void files() throws IOException {
    TrainingPhotos.shapes(folder.resolve("pictures"), 6);
    try (MetaNetFiles files = MetaNetFiles.plain(2, extractor)) {
      network = files.write(folder.resolve("network.safetensors"));
    }
  }

  @AfterEach
  void close() {
    extractor.close();
  }

  private EncoderTrainer.Builder small(long steps) {
    return EncoderTrainer.builder(network, extractor)
        .content(folder.resolve("pictures"))
        .size(24)
        .randomShorterSide(24, 40)
        .batchSize(2)
        .steps(steps);
  }

  private static double mean(List<JsonObject> steps, String name) {
    return steps.stream().mapToDouble(step -> step.get(name).getAsDouble()).average().orElseThrow();
  }

  @Test
  void bothTermsFallAndTheNetworkTakesTheStatisticsOfTheEncoder() throws IOException {
    Path directory = folder.resolve("training");
    assertThat(small(60).build().train(directory, ProgressListener.NONE)).isEqualTo(60);
    List<JsonObject> steps =
        Files.readAllLines(directory.resolve("metrics.jsonl")).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    for (String term : List.of("statistics", "codes")) {
      assertThat(mean(steps.subList(50, 60), term))
          .as(term)
          .isLessThan(0.7 * mean(steps.subList(0, 10), term));
    }
    Path begun = folder.resolve("begun");
    small(1).build().train(begun, ProgressListener.NONE);
    assertThat(errorOfCodes(directory)).isLessThan(0.7 * errorOfCodes(begun));
  }

  private double errorOfCodes(Path directory) throws IOException {
    BufferedImage painting = TrainingPhotos.shape(3, 40);
    try (CompactEncoder encoder = CompactEncoder.load(directory.resolve("encoder.safetensors"));
        MetaNet small = MetaNet.load(directory.resolve("network.safetensors"), encoder);
        MetaNet large = MetaNet.load(network, extractor)) {
      assertThat(small.provenance())
          .containsEntry("taps", "relu1_2 relu2_2 relu3_3 relu4_1")
          .containsEntry("encoder network", large.fingerprint());
      StyleCode code = small.code(painting);
      // Codes of the one are of use with the other.
      large.style(code).close();
      return ErrorMeasures.relative(code.values(), large.code(painting).values());
    }
  }

  @Test
  void theHiddenLayerTakesUpTheMap() {
    int outputs = new StyleStatistics(extractor).length();
    MetaNetArchitecture architecture = MetaNetArchitecture.generated(2, 3, outputs, false, false);
    try (NDManager manager = NDManager.newBaseManager();
        MetaNetParameters large = DrawnMetaNet.parameters(architecture, 10, 500);
        EncoderParameters encoder = EncoderParameters.random(outputs, 5)) {
      int length = CompactEncoder.STATISTICS;
      encoder.normalizeAs(Draw.array(manager, 1, new Shape(9, length), 0, 3));
      encoder
          .trained()
          .get("map.bias")
          .set(Draw.array(manager, 2, new Shape(outputs), -1, 1).toFloatArray());
      NDArray statistics = Draw.array(manager, 3, new Shape(4, length), 0, 3);
      // The network normalizes what the map gives it back.
      Map<String, NDArray> tensors = large.tensors();
      NDArray mapped =
          encoder
              .mapped(statistics, encoder.trained())
              .mul(tensors.get(MetaNetArchitecture.STD))
              .add(tensors.get(MetaNetArchitecture.MEAN));
      float[] expected = new WeightGenerator(architecture).codes(mapped, tensors).toFloatArray();
      try (MetaNetParameters folded = encoder.folded(large)) {
        float[] found =
            new WeightGenerator(folded.architecture())
                .codes(statistics, folded.tensors())
                .toFloatArray();
        assertThat(ErrorMeasures.relative(found, expected)).isLessThan(1e-5);
        assertThat(folded.fingerprint()).isEqualTo(large.fingerprint());
      }
    }
  }

  @Test
  void anInterruptedTrainingEndsBitForBitWhereAnotherEnds() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    small(5).build().train(whole, ProgressListener.NONE);
    small(3).build().train(parts, ProgressListener.NONE);
    small(5).build().resume(parts, ProgressListener.NONE);
    for (String file : List.of("encoder.safetensors", "network.safetensors")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  @Test
  void trainingGoesOnFromAnEncoder() throws IOException {
    Path first = folder.resolve("first");
    small(40).build().train(first, ProgressListener.NONE);
    Path second = folder.resolve("second");
    Path encoder = first.resolve("encoder.safetensors");
    small(1).initial(encoder).learningRate(1e-9).build().train(second, ProgressListener.NONE);
    try (CompactEncoder before = CompactEncoder.load(encoder);
        CompactEncoder after = CompactEncoder.load(second.resolve("encoder.safetensors"))) {
      BufferedImage painting = TrainingPhotos.shape(3, 40);
      assertThat(
              ErrorMeasures.relative(
                  new StyleStatistics(after).statistics(painting),
                  new StyleStatistics(before).statistics(painting)))
          .isLessThan(1e-5);
    }
  }
}
