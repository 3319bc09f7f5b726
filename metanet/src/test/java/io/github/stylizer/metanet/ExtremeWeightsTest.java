package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.TinyExtractor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of weights that are finite, but that no training gives. */
class ExtremeWeightsTest {
  @TempDir Path directory;
  private final TinyExtractor extractor = new TinyExtractor();

  @AfterEach
  void close() {
    extractor.close();
  }

  /** Filters as generated, of unit length, and shared by all styles. */
  static List<StyleFilters> filters() {
    return List.of(new GeneratedFilters(false), new GeneratedFilters(true), new SharedFilters(2));
  }

  /** Writes a network some of whose weights have one absolute value, and the others drawn ones. */
  private Path write(StyleFilters filters, float value, Predicate<String> some) throws IOException {
    int statistics = new StyleStatistics(extractor).length();
    MetaNetArchitecture architecture =
        new MetaNetArchitecture(2, 3, statistics, filters, false, false);
    try (MetaNetFiles files = new MetaNetFiles(architecture, extractor)) {
      for (Map.Entry<String, NDArray> tensor : files.tensors.entrySet()) {
        // Deviations of 0 are refused.
        if (some.test(tensor.getKey()) && !tensor.getKey().equals("statistics.std")) {
          tensor.setValue(tensor.getValue().sign().mul(value));
        }
      }
      return files.write(directory.resolve("network.safetensors"));
    }
  }

  @ParameterizedTest
  @MethodSource("filters")
  void zeroGivesAPictureOfOneColor(StyleFilters filters) throws IOException {
    try (MetaNet network = MetaNet.load(write(filters, 0, any -> true), extractor);
        Stylizer stylizer =
            Stylizer.style(PhotoPixels.drawn(24, 24)).with(MetaNetMethod.of(network))) {
      int[] pixels = PhotoPixels.of(stylizer.apply(PhotoPixels.drawn(30, 20)));
      assertThat(pixels).containsOnly(pixels[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("filters")
  void overflowIsRefusedAndNamesTheFile(StyleFilters filters) throws IOException {
    assertRefused(write(filters, 3e38f, any -> true), "style code");
  }

  /** A style code is finite, but the weights that are generated from it are not. */
  @ParameterizedTest
  @MethodSource("filters")
  void overflowOfTheGeneratedWeightsIsRefused(StyleFilters filters) throws IOException {
    Predicate<String> ofCodes = name -> name.startsWith("hidden") || name.startsWith("statistics");
    assertRefused(write(filters, 3e38f, ofCodes.negate()), "painting in the style");
  }

  private void assertRefused(Path file, String when) throws IOException {
    BufferedImage painting = PhotoPixels.drawn(24, 24);
    try (MetaNet network = MetaNet.load(file, extractor);
        Stylizer stylizer = Stylizer.style(painting).with(MetaNetMethod.of(network))) {
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> stylizer.apply(PhotoPixels.drawn(30, 20)))
          .withMessageContainingAll(file.toString(), when, "not finite")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }
}
