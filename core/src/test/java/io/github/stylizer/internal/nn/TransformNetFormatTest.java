package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformNetFormatTest {
  @TempDir Path directory;

  private WeightsFile file(Map<String, String> metadata) throws IOException {
    Path path = directory.resolve("network.safetensors");
    SafetensorsWriter.write(path, Map.of(), metadata);
    return WeightsFile.open(path);
  }

  private static Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("format", "stylizer-transform-net");
    metadata.put("version", "1");
    metadata.put("base", "2");
    metadata.put("norm", "plain");
    metadata.put("pixels", "imagenet");
    return metadata;
  }

  /** Files that are already out there must stay readable. */
  @Test
  void theMetadataStayAsTheyAre() {
    TransformNet net = TransformNet.of(2);
    assertThat(new TransformNetFormat(net, PixelRange.NORMALIZED).metadata()).isEqualTo(metadata());
  }

  @ParameterizedTest
  @CsvSource({
    "1, PLAIN, false, NORMALIZED",
    "16, AFFINE, false, NORMALIZED",
    "1024, PLAIN, true, LEVELS",
    "8, AFFINE, true, LEVELS",
    "24, NONE, true, NORMALIZED",
  })
  void isReadAsItWasWritten(int base, Norm norm, boolean antialiased, PixelRange pixels)
      throws IOException {
    TransformNetFormat kind =
        new TransformNetFormat(new TransformNet(base, norm, antialiased), pixels);
    try (WeightsFile file = file(kind.metadata())) {
      assertThat(TransformNetFormat.isIn(file)).isTrue();
      assertThat(TransformNetFormat.of(file)).isEqualTo(kind);
    }
  }

  @Test
  void filesOfOthersAreNotClaimed() throws IOException {
    try (WeightsFile file = file(Map.of())) {
      assertThat(TransformNetFormat.isIn(file)).isFalse();
    }
    try (WeightsFile file = file(Map.of("format", "pt", "base", "8"))) {
      assertThat(TransformNetFormat.isIn(file)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "version; 2; expected 1",
        "version; ; missing",
        "base; 0; 1 … 1024",
        "base; -2; 1 … 1024",
        "base; 1025; 1 … 1024",
        "base; 99999999999; 1 … 1024",
        "base; two; 1 … 1024",
        "base; ; missing",
        "norm; batch; plain or affine",
        "sampling; nearest; anti-aliased",
        "norm; ; missing",
        "pixels; 0-1; imagenet or 0-255",
        "pixels; ; missing",
      },
      delimiter = ';')
  void whatIsNotKnownIsRefused(String key, String value, String expected) throws IOException {
    Map<String, String> metadata = metadata();
    if (value == null) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
    try (WeightsFile file = file(metadata)) {
      assertThatExceptionOfType(WeightsFormatException.class)
          .isThrownBy(() -> TransformNetFormat.of(file))
          .withMessageContainingAll("network.safetensors", "'" + key + "'", expected)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @Test
  void metadataAreQuotedWithoutControlCharacters() throws IOException {
    Map<String, String> metadata = metadata();
    metadata.put("norm", "x\u001b[2J\u009b2J\ny");
    try (WeightsFile file = file(metadata)) {
      assertThatExceptionOfType(WeightsFormatException.class)
          .isThrownBy(() -> TransformNetFormat.of(file))
          .withMessageContaining("'norm' is 'x?[2J?2J?y'");
    }
  }
}
