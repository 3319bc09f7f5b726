package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.TorchWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.RgbLevels;
import io.github.stylizer.testing.SharedFiles;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetaNetFileTest {
  // Rounding to half precision moves a number by up to 1 in 2048, and there are 16 layers.
  private static final double HALF = 0.02;

  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();
  private final TinyExtractor extractor = new TinyExtractor();

  @AfterEach
  void close() {
    extractor.close();
    manager.close();
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private float[] painted(MetaNet network) {
    NDArray photo = Draw.array(manager, 51, new Shape(1, 3, 20, 24), -2, 2);
    return network
        .stylize(photo, List.of(network.code(TrainingPhotos.shape(3, 40))))
        .toFloatArray();
  }

  private float[] painted(MetaNetLoader loader) throws IOException {
    try (MetaNet network = loader.load()) {
      return painted(network);
    }
  }

  private MetaNetFiles network(boolean unitFilters, boolean colorHead) {
    return network(new GeneratedFilters(unitFilters), colorHead);
  }

  private MetaNetFiles network(StyleFilters filters, boolean colorHead) {
    int statistics = new StyleStatistics(extractor).length();
    MetaNetArchitecture architecture =
        new MetaNetArchitecture(2, 3, statistics, filters, colorHead, false);
    return new MetaNetFiles(architecture, extractor);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
            new GeneratedFilters(false),
            new GeneratedFilters(true),
            new SharedFilters(0),
            new SharedFilters(2))
        .flatMap(filters -> Stream.of(arguments(filters, false), arguments(filters, true)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSavedNetworkIsLoadedAsItWas(StyleFilters filters, boolean colorHead) throws IOException {
    MetaNetFiles drawn = network(filters, colorHead);
    // Normalization that is not the identity.
    drawn.tensors.get("statistics.mean").addi(0.1f);
    drawn.tensors.get("statistics.std").muli(1.5f);
    Map<String, String> origin = Map.of("steps", "7", "base", "999");
    try (MetaNet network = new MetaNet(extractor, drawn.parameters, origin)) {
      network.save(file("whole"));
      network.saveHalf(file("half"));
      float[] expected = painted(network);
      for (String name : List.of("whole", "half")) {
        try (MetaNet loaded = MetaNet.load(file(name), extractor)) {
          assertThat(loaded.fingerprint()).isEqualTo(network.fingerprint());
          assertThat(loaded.provenance()).isEqualTo(network.provenance());
          assertThat(loaded.provenance())
              .containsEntry("steps", "7")
              .containsEntry("base", "2")
              .containsEntry("color head", colorHead ? "yes" : "no");
          assertThat(loaded.parameterCount()).isEqualTo(network.parameterCount());
          assertThat(ErrorMeasures.relative(painted(loaded), expected))
              .isLessThan(name.equals("half") ? HALF : 1e-6);
        }
      }
      try (MetaNet loaded = MetaNet.load(file("whole"), extractor)) {
        loaded.save(file("again"));
      }
      assertThat(file("again")).hasSameBinaryContentAs(file("whole"));
    }
  }

  @Test
  void antialiasedSamplingIsKept() throws IOException {
    MetaNetFiles plain = network(true, true);
    MetaNetArchitecture architecture =
        new MetaNetArchitecture(
            2, 3, new StyleStatistics(extractor).length(), new GeneratedFilters(true), true, true);
    MetaNetParameters parameters =
        MetaNetParameters.copyOf(architecture, plain.parameters.tensors());
    try (MetaNet network = new MetaNet(extractor, parameters, Map.of());
        MetaNet other = new MetaNet(extractor, plain.parameters, Map.of())) {
      network.save(file("smooth"));
      try (MetaNet loaded = MetaNet.load(file("smooth"), extractor)) {
        assertThat(loaded.provenance()).containsEntry("sampling", "anti-aliased");
        assertThat(painted(loaded)).containsExactly(painted(network));
        assertThat(ErrorMeasures.relative(painted(loaded), painted(other))).isGreaterThan(0.05);
      }
      try (TransformModel model = network.style(TrainingPhotos.shape(3, 40))) {
        assertThat(model.provenance()).containsEntry("sampling", "anti-aliased");
      }
    }
  }

  @Test
  void aRankThatIsNoNumberOrNotThatOfTheTensorsIsRefused() throws IOException {
    try (MetaNetFiles drawn = network(new SharedFilters(2), true)) {
      for (String rank : List.of("", "two", "65", "-1", "02")) {
        drawn.metadata.put("rank", rank);
        assertThatThrownBy(() -> MetaNet.load(drawn.write(file("rank")), extractor))
            .isInstanceOf(WeightsFormatException.class)
            .hasMessageContaining("'" + rank + "'")
            .hasMessageContaining("0 … 64");
      }
      drawn.metadata.put("rank", "3");
      assertThatThrownBy(() -> MetaNet.load(drawn.write(file("rank")), extractor))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContaining(".left.");
      drawn.metadata.remove("rank");
      assertThatThrownBy(() -> MetaNet.load(drawn.write(file("rank")), extractor))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContaining("'rank' is missing");
    }
  }

  @Test
  void onlyTensorsOfOneDimensionStayInFullPrecision() throws IOException {
    try (MetaNet network = new MetaNet(extractor, network(true, true).parameters, Map.of())) {
      network.saveHalf(file("half"));
    }
    try (WeightsFile file = WeightsFile.open(file("half"))) {
      assertThat(file.names()).hasSize(38);
      for (String name : file.names()) {
        boolean vector = file.info(name).shape().size() == 1;
        assertThat(file.info(name).type().dataType())
            .as(name)
            .isEqualTo(vector ? DataType.FLOAT32 : DataType.FLOAT16);
      }
    }
  }

  @Test
  void whatHalfPrecisionCannotHoldIsToldAndTheFileStays() throws IOException {
    MetaNetFiles drawn = network(false, false);
    float[] values = drawn.tensors.get("fc5.weight").toFloatArray();
    values[3] = -65600;
    drawn.tensors.get("fc5.weight").set(values);
    Files.writeString(file("half"), "before");
    try (MetaNet network = new MetaNet(extractor, drawn.parameters, Map.of())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> network.saveHalf(file("half")))
          .withMessageContainingAll("fc5.weight", "-65600", "65504");
      assertThat(file("half")).hasContent("before");
      assertThat(directory.toFile().list()).hasSize(1);
      network.save(file("whole"));
    }
    MetaNet.load(file("whole"), extractor).close();
  }

  @Test
  void thePairOfTheOriginalIsRead() throws IOException {
    MetaNetFiles drawn = network(false, false);
    Map<String, NDArray> heads = drawn.ofPair(false);
    Map<String, NDArray> transform = drawn.ofPair(true);
    assertThat(heads).hasSize(30);
    assertThat(transform).hasSize(4);
    SafetensorsWriter.write(file("heads.safetensors"), heads, Map.of());
    SafetensorsWriter.write(file("transform.safetensors"), transform, Map.of());
    TorchWriter.zip(file("heads.pth"), heads);
    TorchWriter.zip(file("transform.pth"), transform);
    float[] expected;
    try (MetaNet network = new MetaNet(extractor, drawn.parameters, Map.of())) {
      expected = painted(network);
    }
    for (String ending : List.of(".safetensors", ".pth")) {
      MetaNetLoader loader =
          MetaNet.loader(file("heads" + ending), extractor)
              .transformNet(file("transform" + ending));
      assertThat(painted(loader)).containsExactly(expected);
      try (MetaNet network = loader.load()) {
        assertThat(network.provenance())
            .containsEntry("filters", "as generated")
            .containsEntry("taps", "shallow middle deep");
        // From then on it is one file of this library.
        network.save(file("one.safetensors"));
      }
      assertThat(painted(MetaNet.loader(file("one.safetensors"), extractor)))
          .containsExactly(expected);
    }
  }

  @Test
  void unitFiltersCanBeDemandedAndLeaveThePicture() throws IOException {
    try (MetaNetFiles drawn = network(false, true)) {
      drawn.write(file("plain"));
    }
    MetaNetLoader loader = MetaNet.loader(file("plain"), extractor);
    float[] expected = painted(loader);
    String fingerprint;
    try (MetaNet plain = loader.load()) {
      fingerprint = plain.fingerprint();
      assertThat(plain.provenance()).containsEntry("filters", "as generated");
    }
    try (MetaNet unit = loader.unitFilters().load()) {
      assertThat(unit.provenance()).containsEntry("filters", "unit length");
      assertThat(unit.fingerprint()).isEqualTo(fingerprint);
      assertThat(ErrorMeasures.relative(painted(unit), expected)).isBetween(1e-12, 1e-3);
    }
  }

  /** In float32, with PyTorch. */
  @Test
  void theNetworkOfTheCompanionPaintsAsThere() throws IOException {
    Path file = SharedFiles.path("models/metanet-compact.safetensors");
    Path weights = SharedFiles.path("weights/vgg19-relu4_1.safetensors");
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(weights).build();
        MetaNet network = MetaNet.load(file, vgg);
        WeightsFile reference =
            WeightsFile.open(SharedFiles.path("models/reference.safetensors"))) {
      NDArray style = RgbLevels.normalized(reference.readFloat32("style_rgb8", manager));
      NDArray content = RgbLevels.normalized(reference.readFloat32("content_rgb8", manager));
      NDArray expected = levels(reference.readFloat32("output_from_vgg19", manager));
      NDArray found = levels(network.stylize(content, network.codes(style)));
      assertThat(decibels(found, expected)).isGreaterThan(45);
      assertThat(decibels(levels(content), expected)).isLessThan(25);
      assertThat(network.provenance())
          .containsEntry("format", "stylizer-metanet")
          .containsEntry("filters", "unit length")
          .containsEntry("color head", "yes")
          .containsEntry("steps", "11380");
    }
  }

  private static NDArray levels(NDArray picture) {
    return ImageTensors.toLevels(picture).clip(0, 255).round();
  }

  private static double decibels(NDArray found, NDArray expected) {
    double error = found.sub(expected).square().mean().getFloat();
    return 10 * Math.log10(255 * 255 / Math.max(error, 1e-9));
  }
}
