package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.Pictures;
import io.github.stylizer.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageResizeTest {
  @ParameterizedTest
  @CsvSource({"13, 9", "64, 40", "5, 61", "100, 3", "1, 1", "41, 27"})
  void equalsTheSumOverTheKernel(int width, int height) {
    BufferedImage image = Pictures.noise(41, 27, BufferedImage.TYPE_INT_RGB);
    BufferedImage resized = ImageResize.to(image, width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] expected = direct(image, x, y, width, height);
        for (int channel = 0; channel < 3; channel++) {
          int level = resized.getRGB(x, y) >> 16 - 8 * channel & 0xff;
          assertThat((double) level)
              .isBetween(expected[channel] - 0.501, expected[channel] + 0.501);
        }
      }
    }
  }

  /** Every input pixel times the kernel of Keys (1981) with a = -1/2, in two dimensions at once. */
  private static double[] direct(BufferedImage image, int x, int y, int width, int height) {
    double[] sums = new double[3];
    double total = 0;
    for (int v = 0; v < image.getHeight(); v++) {
      double down = weight(v, image.getHeight(), y, height);
      for (int u = 0; u < image.getWidth(); u++) {
        double weight = down * weight(u, image.getWidth(), x, width);
        total += weight;
        int pixel = image.getRGB(u, v);
        for (int channel = 0; channel < 3; channel++) {
          sums[channel] += weight * (pixel >> 16 - 8 * channel & 0xff);
        }
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      sums[channel] = Math.max(0, Math.min(255, sums[channel] / total));
    }
    return sums;
  }

  private static double weight(int input, int inputs, int output, int outputs) {
    double factor = (double) inputs / outputs;
    double center = (output + 0.5) * factor;
    double t = Math.abs(input + 0.5 - center) / Math.max(1, factor);
    if (t >= 2) {
      return 0;
    }
    double a = -0.5;
    return t < 1
        ? (a + 2) * t * t * t - (a + 3) * t * t + 1
        : a * t * t * t - 5 * a * t * t + 8 * a * t - 4 * a;
  }

  @Test
  void constantStaysConstant() {
    BufferedImage image = Pictures.solid(97, 31, 0x01fe80);
    for (int side : new int[] {1, 7, 50, 300}) {
      assertThat(Pictures.pixels(ImageResize.to(image, side, side))).containsOnly(0xff01fe80);
    }
  }

  @Test
  void fineCheckerBecomesFlatGray() {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 256; y++) {
      for (int x = 0; x < 256; x++) {
        image.setRGB(x, y, (x + y) % 2 == 0 ? 0 : 0xffffff);
      }
    }
    for (int side : new int[] {128, 100, 64, 37}) {
      for (int pixel : Pictures.pixels(ImageResize.to(image, side, side))) {
        assertThat(pixel & 0xff).isBetween(125, 130);
      }
    }
  }

  @Test
  void sharedCheckerBecomesFlatGray() throws IOException {
    BufferedImage image =
        ImageDecoder.standard().read(SharedFiles.path("images/hostile/made/checker-1px.png"));
    for (int pixel : Pictures.pixels(ImageResize.to(image, 64, 64))) {
      assertThat(pixel & 0xff).isBetween(125, 130);
    }
  }

  @ParameterizedTest
  @CsvSource({"100", "256", "255", "17", "1000", "3"})
  void gradientStaysMonotonic(int width) {
    BufferedImage image = new BufferedImage(256, 4, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 256; x++) {
      for (int y = 0; y < 4; y++) {
        image.setRGB(x, y, x * 0x010101);
      }
    }
    BufferedImage resized = ImageResize.to(image, width, 2);
    int before = -1;
    for (int x = 0; x < width; x++) {
      int level = resized.getRGB(x, 0) & 0xff;
      assertThat(level).isGreaterThanOrEqualTo(before);
      before = level;
    }
    assertThat(before).isGreaterThan(200);
  }

  @Test
  void invisibleColorsDoNotBleed() {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, x < 31 ? 0xff0000ff : 0x00ff0000);
      }
    }
    BufferedImage resized = ImageResize.to(image, 16, 16);
    assertThat(resized.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
    for (int pixel : Pictures.pixels(resized)) {
      if (pixel >>> 24 > 0) {
        assertThat(pixel & 0xffffff).isEqualTo(0x0000ff);
      }
    }
    assertThat(resized.getRGB(0, 8) >>> 24).isEqualTo(255);
    assertThat(resized.getRGB(15, 8) >>> 24).isZero();
  }

  @Test
  void sidesAreRoundedAndAtLeastOne() {
    BufferedImage image = Pictures.smooth(300, 200);
    assertThat(size(ImageResize.shorterSide(image, 100))).isEqualTo("150 x 100");
    assertThat(size(ImageResize.longerSide(image, 100))).isEqualTo("100 x 67");
    assertThat(size(ImageResize.longerSide(Pictures.smooth(5000, 1), 50))).isEqualTo("50 x 1");
    assertThat(size(ImageResize.shorterSide(Pictures.smooth(2, 3), 7))).isEqualTo("7 x 11");
    assertThat(ImageResize.to(image, 300, 200)).isSameAs(image);
    assertThat(ImageResize.shorterSide(image, 200)).isSameAs(image);
    assertThat(ImageResize.longerSide(image, 300)).isSameAs(image);
  }

  @Test
  void impossibleSizesAreRefused() {
    BufferedImage image = Pictures.smooth(5000, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageResize.to(image, 0, 5))
        .withMessageContaining("0 x 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageResize.shorterSide(image, 512))
        .withMessageContaining("2560000 x 512");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageResize.shorterSide(image, Integer.MAX_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> ImageResize.longerSide(image, 0));
  }

  private static String size(BufferedImage image) {
    return image.getWidth() + " x " + image.getHeight();
  }
}
