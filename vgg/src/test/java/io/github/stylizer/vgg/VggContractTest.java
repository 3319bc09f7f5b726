package io.github.stylizer.vgg;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.testing.DrawnVgg;
import io.github.stylizer.testing.FeatureExtractorContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** VGG-16 keeps the contract with either pooling. */
class VggContractTest {
  @TempDir static Path directory;
  private static Path weights;

  @BeforeAll
  static void drawWeights() throws IOException {
    weights = DrawnVgg.vgg16(directory.resolve("vgg16.safetensors"), 1);
  }

  private abstract static class Contract extends FeatureExtractorContract {
    private final Pooling pooling;

    Contract(Pooling pooling) {
      this.pooling = pooling;
    }

    @Override
    protected FeatureExtractor open() throws IOException {
      return builder().build();
    }

    Vgg.Builder builder() {
      return Vgg.builder(VggVariant.VGG16).weights(weights).pooling(pooling);
    }

    @Override
    protected Map<String, Integer> expectedChannels() {
      Map<String, Integer> channels = new LinkedHashMap<>();
      channels.put("relu1_2", 64);
      channels.put("relu2_2", 128);
      channels.put("relu3_3", 256);
      channels.put("relu4_3", 512);
      return channels;
    }
  }

  @Nested
  class WithMaximumPooling extends Contract {
    WithMaximumPooling() {
      super(Pooling.MAX);
    }
  }

  @Nested
  class WithAveragePooling extends Contract {
    WithAveragePooling() {
      super(Pooling.AVERAGE);
    }
  }

  @Nested
  class LoadedOnDemand extends Contract {
    LoadedOnDemand() {
      super(Pooling.MAX);
    }

    @Override
    protected FeatureExtractor open() {
      return builder().buildOnDemand();
    }
  }
}
