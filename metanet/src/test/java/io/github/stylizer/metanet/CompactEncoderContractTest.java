package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.testing.FeatureExtractorContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class CompactEncoderContractTest extends FeatureExtractorContract {
  @TempDir Path folder;

  @Override
  protected FeatureExtractor open() throws IOException {
    Path file = folder.resolve("encoder.safetensors");
    try (EncoderParameters parameters = EncoderParameters.random(4, 3)) {
      SafetensorsWriter.write(file, parameters.convolutions(), Map.of());
    }
    return CompactEncoder.load(file);
  }

  @Override
  protected Map<String, Integer> expectedChannels() {
    Map<String, Integer> channels = new LinkedHashMap<>();
    channels.put("relu1_2", 16);
    channels.put("relu2_2", 32);
    channels.put("relu3_3", 64);
    channels.put("relu4_1", 128);
    return channels;
  }
}
