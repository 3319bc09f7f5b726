package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.image.Pictures;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColorMatchingTest {
  // Far enough from 0 and 255 that next to nothing is clamped.
  private static final double[] WARM = {150, 120, 100};
  private static final double[] COLD = {100, 130, 140};
  private static final double[][] WARM_SPREAD = {{20, 0, 3}, {8, 12, 0}, {5, -4, 9}};
  private static final double[][] COLD_SPREAD = {{7, 2, 0}, {0, 9, 11}, {-3, 16, 10}};

  /** Normally distributed colors: the mean, and a matrix that mixes independent channels. */
  private static BufferedImage drawn(
      int width, int height, double[] mean, double[][] spread, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int i = 0; i < width * height; i++) {
      double[] normal = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      int pixel = 0;
      for (int c = 0; c < 3; c++) {
        double level = mean[c];
        for (int k = 0; k < 3; k++) {
          level += spread[c][k] * normal[k];
        }
        pixel = pixel << 8 | (int) Math.max(0, Math.min(255, Math.round(level)));
      }
      image.setRGB(i % width, i / width, pixel);
    }
    return image;
  }

  private static double mean(BufferedImage image, int channel) {
    int[] pixels = Pictures.pixels(image);
    double sum = 0;
    for (int pixel : pixels) {
      sum += level(pixel, channel);
    }
    return sum / pixels.length;
  }

  private static double covariance(BufferedImage image, int first, int second) {
    int[] pixels = Pictures.pixels(image);
    double firstMean = mean(image, first);
    double secondMean = mean(image, second);
    double sum = 0;
    for (int pixel : pixels) {
      sum += (level(pixel, first) - firstMean) * (level(pixel, second) - secondMean);
    }
    return sum / pixels.length;
  }

  private static int level(int pixel, int channel) {
    return pixel >> 16 - 8 * channel & 0xff;
  }

  private static void assertSameStatistics(
      BufferedImage actual, BufferedImage expected, double meanTolerance, double tolerance) {
    for (int i = 0; i < 3; i++) {
      assertThat(mean(actual, i)).isCloseTo(mean(expected, i), within(meanTolerance));
      for (int j = 0; j < 3; j++) {
        assertThat(covariance(actual, i, j))
            .as("covariance of %d and %d", i, j)
            .isCloseTo(covariance(expected, i, j), within(tolerance));
      }
    }
  }

  @Test
  void statisticsAreMeanAndCovariance() {
    BufferedImage image = drawn(31, 57, WARM, WARM_SPREAD, 1);
    ColorStatistics statistics = ColorStatistics.of(image);
    for (int i = 0; i < 3; i++) {
      assertThat(statistics.mean()[i]).isCloseTo(mean(image, i), within(1e-9));
      for (int j = 0; j < 3; j++) {
        assertThat(statistics.covariance()[i][j]).isCloseTo(covariance(image, i, j), within(1e-8));
      }
    }
  }

  @Test
  void theRecoloredPictureHasTheMeanAndCovarianceOfTheTarget() {
    for (long seed = 1; seed <= 3; seed++) {
      BufferedImage painting = drawn(90, 70, WARM, WARM_SPREAD, seed);
      BufferedImage photo = drawn(64, 48, COLD, COLD_SPREAD, 100 + seed);
      BufferedImage matched = ColorTransfer.matched(painting, photo, 1);
      assertThat(List.of(matched.getWidth(), matched.getHeight())).containsExactly(90, 70);
      // Rounding to levels adds 1/12 to each variance, and chance a little.
      assertSameStatistics(matched, photo, 0.05, 1.0);
    }
  }

  @Test
  void aPaintingMatchedToItselfIsUnchanged() {
    for (BufferedImage image :
        List.of(
            Pictures.noise(40, 30, BufferedImage.TYPE_INT_RGB),
            Pictures.smooth(40, 30),
            Pictures.solid(40, 30, 0x123456))) {
      assertThat(Pictures.pixels(ColorTransfer.matched(image, image, 1)))
          .isEqualTo(Pictures.pixels(image));
    }
  }

  @Test
  void aPhotoOfOneColorGivesThatColor() {
    BufferedImage photo = Pictures.solid(9, 9, 0x3366cc);
    BufferedImage painting = Pictures.noise(20, 20, BufferedImage.TYPE_INT_RGB);
    assertThat(Pictures.pixels(ColorTransfer.matched(painting, photo, 1))).containsOnly(0xff3366cc);
  }

  @Test
  void aPaintingOfOneColorTakesTheMeanOfThePhoto() {
    BufferedImage photo = drawn(64, 48, COLD, COLD_SPREAD, 5);
    int[] matched =
        Pictures.pixels(ColorTransfer.matched(Pictures.solid(20, 20, 0xff8800), photo, 1));
    for (int pixel : matched) {
      for (int i = 0; i < 3; i++) {
        assertThat((double) level(pixel, i)).isCloseTo(mean(photo, i), within(0.5 + 1e-9));
      }
    }
  }

  @Test
  void grayNoiseIsNotStretchedIntoColors() {
    // Gray, but for a level here and there as compression leaves it.
    BufferedImage painting = new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(8);
    for (int i = 0; i < 2500; i++) {
      int gray = 60 + random.nextInt(130);
      painting.setRGB(i % 50, i / 50, 0x010101 * gray + random.nextInt(2));
    }
    BufferedImage photo = Pictures.noise(40, 40, BufferedImage.TYPE_INT_RGB);
    BufferedImage matched = ColorTransfer.matched(painting, photo, 1);
    // A variance of at most 1/4 counts as 1.
    assertThat(varianceBesideGray(matched)).isLessThan(varianceBesideGray(photo) / 3);
    assertThat(covariance(matched, 1, 1)).isGreaterThan(covariance(photo, 1, 1) / 4);
  }

  private static double varianceBesideGray(BufferedImage image) {
    return covariance(image, 2, 2) + covariance(image, 0, 0) - 2 * covariance(image, 0, 2);
  }

  @Test
  void picturesAreNotModified() {
    BufferedImage painting = Pictures.smooth(20, 20);
    BufferedImage photo = Pictures.noise(20, 20, BufferedImage.TYPE_INT_RGB);
    int[] before = Pictures.pixels(photo);
    ColorTransfer.matched(painting, photo, 1);
    assertThat(Pictures.pixels(photo)).isEqualTo(before);
    assertThat(Pictures.pixels(painting)).isEqualTo(Pictures.pixels(Pictures.smooth(20, 20)));
  }
}
