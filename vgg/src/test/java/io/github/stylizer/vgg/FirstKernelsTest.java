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

  /** Also the original weights of Caffe, whose kernels are large since its feature maps are. */
  @Test
  void theRealNetworkIsRecognized() throws IOException {
    Path file = SharedFiles.path("weights/vgg19-relu4_1.safetensors");
    float[] real;
    try (WeightsFile weights = WeightsFile.open(file)) {
      real = weights.readFloats("features.0.weight");
    }
    assertAccepted(real);
    float[] caffe = converted(real, true, true);
    assertRefused(caffe, "for BGR with levels of 0 to 255");
    for (int i = 0; i < caffe.length; i++) {
      caffe[i] *= 15;
    }
    assertRefused(caffe, "for BGR (");
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
