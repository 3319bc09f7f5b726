package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of 16 bits per channel. */
class StylizerDepthTest {
  private final TransformNetModel model =
      DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
  private final BufferedImage photo = PhotoPixels.drawn(61, 37);

  @TempDir Path folder;

  @AfterEach
  void close() {
    model.close();
  }

  private Stylizer deep() {
    return Stylizer.style(model).depth(16);
  }

  /** Red, green and blue of each pixel. */
  private static int[] samples(BufferedImage image) {
    assertThat(image.getRaster().getTransferType()).isEqualTo(DataBuffer.TYPE_USHORT);
    // A TIFF file has the profile of sRGB, which Java does not take for its own.
    assertThat(image.getColorModel().getColorSpace().getType()).isEqualTo(ColorSpace.TYPE_RGB);
    assertThat(image.getColorModel().getComponentSize()).containsExactly(16, 16, 16);
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  /** What the network computes, from 0 to 65535. */
  private double[] computed() {
    int plane = photo.getWidth() * photo.getHeight();
    double[] levels = new double[3 * plane];
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray painted = model.stylize(ImageTensors.fromImage(manager, photo));
      float[] planes = ImageTensors.toLevels(painted).toFloatArray();
      for (int i = 0; i < plane; i++) {
        for (int channel = 0; channel < 3; channel++) {
          double level = planes[channel * plane + i] * 257.0;
          levels[3 * i + channel] = Math.max(0, Math.min(65535, level));
        }
      }
    }
    return levels;
  }

  private int[] photoLevels() {
    int[] levels = photo.getRaster().getPixels(0, 0, 61, 37, (int[]) null);
    for (int i = 0; i < levels.length; i++) {
      levels[i] *= 257;
    }
    return levels;
  }

  private static void assertClose(int[] samples, double[] expected) {
    int finer = 0;
    for (int i = 0; i < samples.length; i++) {
      assertThat((double) samples[i]).isBetween(expected[i] - 2, expected[i] + 2);
      finer += samples[i] % 257 == 0 ? 0 : 1;
    }
    assertThat(finer).as("samples between those of 8 bits").isGreaterThan(samples.length / 2);
  }

  @Test
  void itIsWhatTheNetworkComputes() {
    assertClose(samples(deep().apply(photo)), computed());
  }

  @Test
  void strengthMixesThoseLevels() {
    double[] expected = computed();
    int[] original = photoLevels();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = 0.7 * original[i] + 0.3 * expected[i];
    }
    assertClose(samples(deep().strength(0.3).apply(photo)), expected);
  }

  /** Luminance of the painted picture, and colors of the photo where both fit together. */
  @Test
  void preservedColorsHaveThoseLevels() {
    double[] painted = computed();
    int[] original = photoLevels();
    int[] result = samples(deep().preserveColors().apply(photo));
    int checked = 0;
    for (int i = 0; i < result.length; i += 3) {
      double step = luminance(painted, i) - luminance(original, i);
      for (int channel = 0; channel < 3; channel++) {
        double expected = original[i + channel] + step;
        if (inside(original, i, step)) {
          assertThat((double) result[i + channel]).isBetween(expected - 2, expected + 2);
          checked++;
        }
      }
      assertThat(luminance(result, i))
          .isBetween(luminance(painted, i) - 2, luminance(painted, i) + 2);
    }
    assertThat(checked).isGreaterThan(result.length / 10);
  }

  private static boolean inside(int[] levels, int pixel, double step) {
    for (int channel = 0; channel < 3; channel++) {
      double level = levels[pixel + channel] + step;
      if (level < 2 || level > 65533) {
        return false;
      }
    }
    return true;
  }

  private static double luminance(double[] levels, int pixel) {
    return 0.299 * levels[pixel] + 0.587 * levels[pixel + 1] + 0.114 * levels[pixel + 2];
  }

  private static double luminance(int[] levels, int pixel) {
    return 0.299 * levels[pixel] + 0.587 * levels[pixel + 1] + 0.114 * levels[pixel + 2];
  }

  @Test
  void strengthZeroIsThePhoto() {
    assertThat(samples(deep().strength(0).apply(photo))).isEqualTo(photoLevels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif"})
  void filesHaveThem(String name) throws IOException {
    Path file = folder.resolve("photo.png");
    ImageEncoder.standard().write(photo, file);
    Path painted = folder.resolve(name);
    deep().apply(file, painted);
    assertThat(samples(ImageIO.read(painted.toFile()))).isEqualTo(samples(deep().apply(photo)));
  }

  /** Tiles of at most 320 pixels, in strips. */
  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif"})
  void stripsHaveThem(String name) throws IOException {
    BufferedImage large = PhotoPixels.drawn(701, 603);
    Path file = folder.resolve("photo.png");
    ImageEncoder.standard().write(large, file);
    Path painted = folder.resolve(name);
    Stylizer limited = deep().strength(0.5).maxMemory(model.memory(448, 448) + 12L * 701 * 448);
    limited.apply(file, painted);
    int[] strips = samples(ImageIO.read(painted.toFile()));
    int[] whole = samples(limited.apply(large));
    double sum = 0;
    for (int i = 0; i < strips.length; i++) {
      sum += Math.abs(strips[i] - whole[i]);
    }
    assertThat(sum / strips.length).isLessThan(3);
  }

  @Test
  void formatsOf8BitsAreRefusedBeforeAnyWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deep().apply(folder.resolve("missing.png"), folder.resolve("a.jpg")))
        .withMessageContainingAll("a.jpg", "8 bits per channel", "write PNG or TIFF");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.style(model).depth(12))
        .withMessage("the depth must be 8 or 16, but is 12");
    assertThat(deep()).asString().contains("depth=16");
  }
}
