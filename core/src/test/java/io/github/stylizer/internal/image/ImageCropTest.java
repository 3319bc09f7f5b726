package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.image.Pictures;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ImageCropTest {
  /** Every pixel says where it is: red and green hold the column, blue the row. */
  private static BufferedImage map(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x << 8 | y);
      }
    }
    return image;
  }

  @Test
  void centerHasEqualMargins() {
    BufferedImage crop = ImageCrop.center(map(11, 8), 4, 2);
    assertThat(crop.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(crop.getRGB(0, 0)).isEqualTo(0xff000000 | 3 << 8 | 3);
    assertThat(crop.getRGB(3, 1)).isEqualTo(0xff000000 | 6 << 8 | 4);
  }

  @Test
  void cropSharesNoMemory() {
    BufferedImage image = map(8, 8);
    BufferedImage crop = ImageCrop.center(image, 8, 8);
    image.setRGB(0, 0, 0xffffff);
    assertThat(crop.getRGB(0, 0)).isEqualTo(0xff000000);
  }

  @Test
  void alphaIsKept() {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_4BYTE_ABGR);
    image.setRGB(1, 1, 0x40102030);
    BufferedImage crop = ImageCrop.center(image, 2, 2);
    assertThat(crop.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
    assertThat(crop.getRGB(0, 0)).isEqualTo(0x40102030);
  }

  @Test
  void randomReachesEveryPlaceAndNoOther() {
    BufferedImage image = map(7, 5);
    Random random = new Random(1);
    Set<Integer> corners = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      BufferedImage crop = ImageCrop.random(image, 5, 4, random);
      corners.add(crop.getRGB(0, 0));
      assertThat(crop.getRGB(4, 3) - crop.getRGB(0, 0)).isEqualTo(4 << 8 | 3);
    }
    assertThat(corners).hasSize(3 * 2);
  }

  @Test
  void sameSeedGivesTheSameCrop() {
    BufferedImage image = Pictures.noise(90, 70, BufferedImage.TYPE_INT_RGB);
    BufferedImage one = ImageCrop.randomResized(image, 32, 0.2, 1, new Random(5));
    BufferedImage two = ImageCrop.randomResized(image, 32, 0.2, 1, new Random(5));
    BufferedImage other = ImageCrop.randomResized(image, 32, 0.2, 1, new Random(6));
    assertThat(Pictures.pixels(one)).isEqualTo(Pictures.pixels(two));
    assertThat(Pictures.pixels(one)).isNotEqualTo(Pictures.pixels(other));
  }

  @Test
  void scaleIsAShareOfTheArea() {
    // A quarter of the area of 64 x 64 is a square of 32; at that side nothing is resampled.
    BufferedImage image = map(64, 64);
    BufferedImage crop = ImageCrop.randomResized(image, 32, 0.25, 0.25, new Random(3));
    assertThat(crop.getRGB(31, 31) - crop.getRGB(0, 0)).isEqualTo(31 << 8 | 31);
  }

  @Test
  void squaresOfAllAllowedSizesAppear() {
    // Red says how wide the square was: the ramp's slope in the result.
    BufferedImage image = map(200, 200);
    Random random = new Random(11);
    double smallest = 1;
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < 400; i++) {
      BufferedImage crop = ImageCrop.randomResized(image, 20, 0.3, 0.9, random);
      double columns = (crop.getRGB(18, 9) >> 8 & 0xff) - (crop.getRGB(1, 9) >> 8 & 0xff);
      double share = Math.pow(columns / 17 * 20 / 200, 2);
      smallest = Math.min(smallest, share);
      largest = Math.max(largest, share);
      sum += share;
    }
    assertThat(smallest).isBetween(0.25, 0.35);
    assertThat(largest).isBetween(0.83, 0.95);
    assertThat(sum / 400).isBetween(0.56, 0.64);
  }

  @Test
  void longPicturesFallBackToTheCenter() {
    // The whole area as a square never fits: ten draws, then the largest square of the center.
    int[] draws = {0};
    RandomGenerator counting =
        () -> {
          draws[0]++;
          return 0;
        };
    BufferedImage crop = ImageCrop.randomResized(map(100, 10), 10, 1, 1, counting);
    assertThat(crop.getRGB(0, 0)).isEqualTo(0xff000000 | 45 << 8);
    assertThat(draws[0]).isEqualTo(10);
  }

  @Test
  void wrongArgumentsAreRefused() {
    BufferedImage image = map(10, 8);
    Random random = new Random();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageCrop.center(image, 11, 8))
        .withMessage("the crop is 11 x 8, the image 10 x 8");
    assertThatIllegalArgumentException().isThrownBy(() -> ImageCrop.random(image, 0, 8, random));
    for (double[] scales : new double[][] {{0, 1}, {0.5, 0.4}, {0.5, 1.1}, {Double.NaN, 1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageCrop.randomResized(image, 4, scales[0], scales[1], random));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageCrop.randomResized(image, 0, 0.5, 1, random));
  }

  @Test
  void cutsTheEndsOffStripsOnly() {
    BufferedImage strip = new BufferedImage(100, 3, BufferedImage.TYPE_INT_RGB);
    strip.setRGB(50, 1, 0x00ff00);
    BufferedImage middle = ImageCrop.atMost(strip, 8);
    assertThat(middle.getWidth()).isEqualTo(24);
    assertThat(middle.getHeight()).isEqualTo(3);
    assertThat(middle.getRGB(12, 1)).isEqualTo(0xff00ff00);
    assertThat(ImageCrop.atMost(strip, 34)).isSameAs(strip);
    BufferedImage upright = new BufferedImage(2, 30, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageCrop.atMost(upright, 1).getHeight()).isEqualTo(2);
    assertThatIllegalArgumentException().isThrownBy(() -> ImageCrop.atMost(upright, 0));
  }
}
