package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VggLayersTest {
  private static final int[] VGG16 = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};
  private static final int[] VGG19 = {0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34};

  @Test
  void vgg16HasTorchvisionsNames() {
    assertThat(layers(VggVariant.VGG16)).containsExactlyElementsOf(names(VGG16));
  }

  @Test
  void vgg19HasTorchvisionsNames() {
    assertThat(layers(VggVariant.VGG19)).containsExactlyElementsOf(names(VGG19));
  }

  @Test
  void tapsAreCountedByBlock() {
    assertThat(taps(VggVariant.VGG16))
        .containsExactly(
            "relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_2", "relu3_3", "relu4_1",
            "relu4_2", "relu4_3", "relu5_1", "relu5_2", "relu5_3");
    assertThat(taps(VggVariant.VGG19))
        .containsExactly(
            "relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_2", "relu3_3", "relu3_4",
            "relu4_1", "relu4_2", "relu4_3", "relu4_4", "relu5_1", "relu5_2", "relu5_3", "relu5_4");
  }

  @Test
  void everyBlockButTheFirstBeginsWithAPooling() {
    for (VggVariant variant : VggVariant.values()) {
      for (VggLayers.Convolution layer : VggLayers.of(variant)) {
        int block = layer.tap().charAt("relu".length()) - '0';
        assertThat(layer.pooled()).isEqualTo(block > 1 && layer.tap().endsWith("_1"));
        assertThat(layer.poolings()).isEqualTo(block - 1);
      }
    }
  }

  @Test
  void kernelsChainFromThreeChannelsTo512() {
    for (VggVariant variant : VggVariant.values()) {
      long inputs = 3;
      for (Shape kernel : VggLayers.kernelShapes(VggLayers.of(variant)).values()) {
        assertThat(kernel.slice(1)).isEqualTo(new Shape(inputs, 3, 3));
        inputs = kernel.get(0);
      }
      assertThat(inputs).isEqualTo(512);
    }
  }

  @Test
  void networkEndsWithTheDeepestTap() {
    List<String> taps = List.of("relu2_1", "relu1_1");
    assertThat(VggLayers.upTo(VggVariant.VGG16, taps))
        .extracting(VggLayers.Convolution::layer)
        .containsExactly("features.0", "features.2", "features.5");
  }

  @Test
  void unknownTapIsRefusedWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VggLayers.upTo(VggVariant.VGG16, List.of("relu1_1", "relu3_4")))
        .withMessageContainingAll("VGG16", "'relu3_4'", "relu3_3, relu4_1");
  }

  @Test
  void cachedFilesHoldKernelAndBiasOfEveryLayer() {
    assertThat(VggLayers.tensorNames(VggVariant.VGG19))
        .hasSize(32)
        .contains("features.0.weight", "features.34.bias");
  }

  private static List<String> layers(VggVariant variant) {
    return VggLayers.of(variant).stream().map(VggLayers.Convolution::layer).toList();
  }

  private static List<String> taps(VggVariant variant) {
    return VggLayers.of(variant).stream().map(VggLayers.Convolution::tap).toList();
  }

  private static List<String> names(int[] indices) {
    return Arrays.stream(indices).mapToObj(index -> "features." + index).toList();
  }
}
