package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.StyleCode;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two files without metadata, as the original keeps its networks. */
class OriginalCheckpointsTest {
  private static final List<String> TRAINED = List.of("downsampling.1", "upsampling.11");

  @TempDir Path folder;
  private final TinyExtractor extractor = new TinyExtractor();
  private MetaNetParameters parameters;
  private Path main;
  private Path transform;

  @BeforeEach
  void write() throws IOException {
    parameters =
        DrawnMetaNet.parameters(MetaNetArchitecture.generated(2, 3, 30, false, false), 40, 30);
    main = folder.resolve("metanet_base2.pth");
    transform = folder.resolve("metanet_base2_transform_net.pth");
    write(main, false, tensors -> {});
    write(transform, true, tensors -> {});
  }

  @AfterEach
  void close() {
    parameters.close();
    extractor.close();
  }

  private void write(Path file, boolean trained, Consumer<Map<String, NDArray>> change)
      throws IOException {
    Map<String, NDArray> tensors = new LinkedHashMap<>(parameters.tensors());
    tensors.keySet().removeAll(List.of("statistics.mean", "statistics.std"));
    tensors.keySet().removeIf(name -> TRAINED.stream().anyMatch(name::startsWith) != trained);
    change.accept(tensors);
    SafetensorsWriter.write(file, tensors, Map.of());
  }

  private MetaNetLoader pair() {
    return MetaNet.loader(main, extractor).transformNet(transform);
  }

  private static float[] painted(MetaNet network) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = ImageTensors.fromImage(manager, TrainingPhotos.shape(4, 32));
      StyleCode code = network.code(TrainingPhotos.shape(8, 40));
      return network.stylize(photo, List.of(code)).toFloatArray();
    }
  }

  @Test
  void aPairPaintsAsTheParametersInOneFile() throws IOException {
    Path one = folder.resolve("one.safetensors");
    try (MetaNet network = pair().load()) {
      network.save(one);
      try (MetaNet again = MetaNet.load(one, extractor)) {
        assertThat(painted(again)).containsExactly(painted(network));
        assertThat(again.fingerprint()).isEqualTo(network.fingerprint());
        assertThat(again.provenance()).containsEntry("filters", "as generated");
      }
    }
  }

  @Test
  void unitFiltersLeaveThePicture() throws IOException {
    try (MetaNet plain = pair().load();
        MetaNet unit = pair().unitFilters().load()) {
      assertThat(ErrorMeasures.relative(painted(unit), painted(plain))).isLessThan(5e-3);
      assertThat(unit.provenance()).containsEntry("filters", "unit length");
    }
  }

  private void assertRefused(MetaNetLoader loader, String... parts) {
    assertThatThrownBy(loader::load)
        .isInstanceOf(WeightsFormatException.class)
        .satisfies(error -> assertThat(error.getMessage()).contains(parts).doesNotContain("\n"));
  }

  @Test
  void oneFileAloneIsNotEnough() {
    assertRefused(MetaNet.loader(main, extractor), "metanet_base2.pth", "downsampling.1.weight");
    assertRefused(MetaNet.loader(transform, extractor), "transform_net", "hidden.weight");
    assertRefused(
        MetaNet.loader(transform, extractor).transformNet(main), "transform_net", "hidden.weight");
  }

  @Test
  void aPairThatDoesNotMatchNamesTheTensor() throws IOException {
    try (MetaNetParameters other =
        DrawnMetaNet.parameters(MetaNetArchitecture.generated(3, 3, 30, false, false), 40, 30)) {
      write(
          transform,
          true,
          tensors -> tensors.replaceAll((name, tensor) -> other.tensors().get(name)));
      assertRefused(
          pair(), "metanet_base2.pth", "fc1.weight", "(76, 3)", "(168, 3)", "transform_net");
    }
  }

  @Test
  void bothFilesMayNotHaveTheSameTensor() throws IOException {
    write(
        transform, true, tensors -> tensors.put("fc3.bias", parameters.tensors().get("fc3.bias")));
    assertRefused(pair(), "transform_net", "fc3.bias");
  }

  @Test
  void headsThatDoNotFitNameTheTensor() throws IOException {
    write(main, false, tensors -> tensors.put("fc7.weight", tensors.get("fc1.weight")));
    assertRefused(pair(), "metanet_base2.pth", "fc7.weight");
    write(main, false, tensors -> tensors.remove("fc9.bias"));
    assertRefused(pair(), "metanet_base2.pth", "fc9.bias", "missing");
    write(main, false, tensors -> tensors.put("fc15.bias", tensors.get("fc1.bias")));
    assertRefused(pair(), "metanet_base2.pth", "fc15.bias");
  }

  @Test
  void numbersThatAreNotFiniteNameTheTensor() throws IOException {
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      NDArray tensor = parameters.tensors().get("fc5.weight");
      float before = tensor.getFloat(3, 1);
      tensor.set(new NDIndex("3, 1"), value);
      write(main, false, tensors -> {});
      tensor.set(new NDIndex("3, 1"), before);
      assertRefused(pair(), "metanet_base2.pth", "fc5.weight", "not finite");
    }
  }

  @Test
  void statisticsOfAnotherExtractorAreRefused() throws IOException {
    FeatureExtractor two = new OtherTaps(extractor, List.of("shallow", "deep"));
    assertRefused(
        MetaNet.loader(main, two).transformNet(transform),
        "metanet_base2.pth",
        "hidden.weight",
        "30 statistics",
        "shallow deep");
    Path one = folder.resolve("one.safetensors");
    try (MetaNet network = pair().load()) {
      network.save(one);
    }
    FeatureExtractor renamed = new OtherTaps(extractor, List.of("shallow", "middle", "last"));
    assertRefused(
        MetaNet.loader(one, renamed), "one.safetensors", "shallow middle deep", "middle last");
  }

  /** Has the channels of the tiny extractor, under other names or not all of them. */
  private record OtherTaps(TinyExtractor tiny, List<String> taps) implements FeatureExtractor {
    @Override
    public int channels(String tap) {
      return tiny.channels(tap.equals("last") ? "deep" : tap);
    }

    @Override
    public int minimumSide() {
      return tiny.minimumSide();
    }

    @Override
    public NDList features(NDArray images) {
      throw new AssertionError("nothing is to be computed");
    }

    @Override
    public void close() {
      // The tiny one is closed elsewhere.
    }
  }
}
