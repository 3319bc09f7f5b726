package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights for another input than normalized RGB are noticed. */
class FirstKernelsTest {
  private static final double[] STD = {0.229, 0.224, 0.225};
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] CAFFE_MEAN = {123.68, 116.779, 103.939};

  @TempDir Path folder;

  /** Edges in all colors at once, most in green and least in blue, as trained kernels are. */
  private static float[] trained() {
    Random random = new Random(3);
    double[] weight = {1, 1.1, 0.87};
    float[] kernels = new float[64 * 27];
    for (int filter = 0; filter < 64; filter++) {
      for (int pixel = 0; pixel < 9; pixel++) {
        double shared = random.nextGaussian();
        for (int channel = 0; channel < 3; channel++) {
          double own = random.nextGaussian();
          kernels[filter * 27 + channel * 9 + pixel] =
              (float) (0.3 * weight[channel] * (0.85 * shared + 0.53 * own));
        }
      }
    }
    return kernels;
  }

  /** The same network for levels of 0 to 255, or with the channels reversed, or both. */
  private static float[] converted(float[] kernels, boolean levels, boolean reversed) {
    float[] converted = new float[kernels.length];
    for (int i = 0; i < kernels.length; i++) {
      int channel = i / 9 % 3;
      int to = reversed ? i + (2 - 2 * channel) * 9 : i;
      converted[to] = (float) (levels ? kernels[i] / (255 * STD[channel]) : kernels[i]);
    }
    return converted;
  }

  @Test
  void otherInputsAreNamed() {
    assertAccepted(trained());
    assertRefused(converted(trained(), true, true), "for BGR with levels of 0 to 255");
    assertRefused(converted(trained(), false, true), "for BGR (");
    assertRefused(converted(trained(), true, false), "for RGB with levels of 0 to 255");
  }

  /**
   * Kernels of Oxford's VGG-19, which Gatys et al. used, for every order of channels and range of
   * levels. The scale of its feature maps is that of Gatys' normalized weights, or another.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void theRealNetworkIsRecognized(double scale) throws IOException {
    float[] real = real();
    for (int i = 0; i < real.length; i++) {
      real[i] *= (float) scale;
    }
    assertAccepted(real);
    assertRefused(converted(real, false, true), "for BGR (");
    assertRefused(converted(real, true, false), "for RGB with levels of 0 to 255");
    assertRefused(converted(real, true, true), "for BGR with levels of 0 to 255");
    for (int i = 0; i < real.length; i++) {
      // Levels that were only divided by 255, not by the standard deviation too.
      real[i] /= 255;
    }
    assertRefused(real, "for RGB with levels of 0 to 255");
    assertRefused(converted(real, false, true), "for BGR with levels of 0 to 255");
  }

  /** The original weights of Caffe have large kernels since its feature maps are large. */
  @Test
  void theOrderIsNoticedWhateverTheScale() throws IOException {
    float[] caffe = converted(real(), true, true);
    for (int i = 0; i < caffe.length; i++) {
      caffe[i] *= 15;
    }
    assertRefused(caffe, "for BGR (");
  }

  private static float[] real() throws IOException {
    Path file = SharedFiles.path("weights/vgg19-relu4_1.safetensors");
    try (WeightsFile weights = WeightsFile.open(file)) {
      return weights.readFloats("features.0.weight");
    }
  }

  @Test
  void randomKernelsOfAnySizeAreAccepted() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      float[] kernels = new float[64 * 27];
      float scale = (float) Math.pow(10, -seed % 6);
      for (int i = 0; i < kernels.length; i++) {
        kernels[i] = scale * (float) random.nextGaussian();
      }
      assertAccepted(kernels);
    }
    assertAccepted(new float[64 * 27]);
  }

  private static void assertAccepted(float[] kernels) {
    assertThatCode(() -> new FirstKernels(kernels).requireTorchvision("vgg.pth"))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(float[] kernels, String found) {
    assertThatThrownBy(() -> new FirstKernels(kernels).requireTorchvision("vgg.pth"))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith("vgg.pth: ")
        .hasMessageContaining(found)
        .hasMessageContaining("Vgg.Builder.input");
  }

  @Test
  void aFileOfCaffesInputIsRefusedOrConverted() throws IOException {
    float[] kernels = trained();
    float[] caffe = converted(kernels, true, true);
    float[] bias = new float[64];
    float[] shifted = bias.clone();
    for (int i = 0; i < kernels.length; i++) {
      int channel = i / 9 % 3;
      // Normalized RGB is 0 where levels are those of the mean; Caffe's means differ a little.
      shifted[i / 27] -=
          (float) (kernels[i] / (255 * STD[channel]) * (255 * MEAN[channel] - CAFFE_MEAN[channel]));
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      Path torchvision = file("torchvision", kernels, bias, manager);
      Path other = file("caffe", caffe, shifted, manager);
      assertThatThrownBy(() -> builder(other).build())
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageStartingWith(other + ": ");
      NDArray images = manager.randomNormal(new Shape(1, 3, 8, 8));
      try (Vgg expected = builder(torchvision).build();
          Vgg converted = builder(other).input(VggInput.CAFFE).build();
          Vgg asItIs = builder(other).input(VggInput.TORCHVISION).build()) {
        float[] features = expected.features(images).get(0).toFloatArray();
        assertThat(converted.features(images).get(0).toFloatArray())
            .usingComparatorWithPrecision(1e-4f)
            .containsExactly(features);
        assertThat(asItIs.features(images).get(0).toFloatArray()).isNotEqualTo(features);
      }
    }
  }

  private Path file(String name, float[] kernels, float[] bias, NDManager manager)
      throws IOException {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    tensors.put("features.0.weight", manager.create(kernels, new Shape(64, 3, 3, 3)));
    tensors.put("features.0.bias", manager.create(bias, new Shape(64)));
    Path file = folder.resolve(name + ".safetensors");
    SafetensorsWriter.write(file, tensors, Map.of());
    return file;
  }

  private static Vgg.Builder builder(Path file) {
    return Vgg.builder(VggVariant.VGG19).weights(file).taps(List.of("relu1_1"));
  }
}
