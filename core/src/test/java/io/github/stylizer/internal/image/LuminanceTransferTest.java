package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.image.Pictures;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LuminanceTransferTest {
  private static final int SIDE = 40;
  private final BufferedImage photo = Pictures.noise(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
  private final BufferedImage painted = painted();
  private final int[] result = Pictures.pixels(ColorTransfer.luminance(painted, photo));

  private static BufferedImage painted() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(11);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, random.nextInt());
    }
    return image;
  }

  private static int[] levels(int pixel) {
    return new int[] {pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff};
  }

  private static double luminance(int pixel) {
    int[] rgb = levels(pixel);
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
  }

  private static boolean isClipped(int painted, int photo) {
    int[] rgb = levels(photo);
    double step = luminance(painted) - luminance(photo);
    for (int level : rgb) {
      if (level + step < -0.5 || level + step >= 255.5) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theLuminanceIsThePaintedOnes() {
    int[] bright = Pictures.pixels(painted);
    for (int i = 0; i < result.length; i++) {
      assertThat(luminance(result[i])).isCloseTo(luminance(bright[i]), within(0.5 + 1e-9));
    }
  }

  @Test
  void theChromaIsThePhotosWhereItFits() {
    int[] bright = Pictures.pixels(painted);
    int[] colored = Pictures.pixels(photo);
    int fits = 0;
    for (int i = 0; i < result.length; i++) {
      if (!isClipped(bright[i], colored[i])) {
        int[] actual = levels(result[i]);
        int[] expected = levels(colored[i]);
        // Equal differences of the channels are equal I and Q.
        assertThat(actual[0] - actual[1]).isEqualTo(expected[0] - expected[1]);
        assertThat(actual[1] - actual[2]).isEqualTo(expected[1] - expected[2]);
        fits++;
      }
    }
    assertThat(fits).isBetween(result.length / 4, result.length * 3 / 4);
  }

  @Test
  void whereItDoesNotFitItBecomesPalerButKeepsItsHue() {
    int[] bright = Pictures.pixels(painted);
    int[] colored = Pictures.pixels(photo);
    for (int i = 0; i < result.length; i++) {
      if (isClipped(bright[i], colored[i])) {
        assertOnTheWayToGray(levels(result[i]), luminance(bright[i]), colored[i]);
      }
    }
  }

  private static void assertOnTheWayToGray(int[] actual, double luminance, int colored) {
    int[] rgb = levels(colored);
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      double wanted = rgb[i] - luminance(colored);
      double wantedNext = rgb[j] - luminance(colored);
      double cross = (actual[i] - luminance) * wantedNext - (actual[j] - luminance) * wanted;
      double rounding = 0.5 * (Math.abs(wanted) + Math.abs(wantedNext)) + 1e-9;
      assertThat(cross).isCloseTo(0, within(rounding));
    }
    boolean atTheLimit = IntStream.of(actual).anyMatch(level -> level == 0 || level == 255);
    assertThat(atTheLimit).as("as colorful as can be").isTrue();
  }

  @Test
  void aGrayPhotoStaysGrayAndTakesTheLuminance() {
    BufferedImage gray = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int[] source = Pictures.pixels(photo);
    for (int i = 0; i < source.length; i++) {
      gray.setRGB(i % SIDE, i / SIDE, 0x010101 * (source[i] & 0xff));
    }
    int[] bright = Pictures.pixels(painted);
    int[] transferred = Pictures.pixels(ColorTransfer.luminance(painted, gray));
    for (int i = 0; i < transferred.length; i++) {
      int level = (int) Math.round(luminance(bright[i]));
      assertThat(levels(transferred[i])).containsExactly(level, level, level);
    }
  }

  @Test
  void aPictureWithItsOwnLuminanceIsUnchanged() {
    assertThat(Pictures.pixels(ColorTransfer.luminance(photo, photo)))
        .isEqualTo(Pictures.pixels(photo));
  }

  @Test
  void blackAndWhiteStayWhatTheyAre() {
    for (int rgb : new int[] {0, 0xffffff}) {
      BufferedImage extreme = Pictures.solid(SIDE, SIDE, rgb);
      assertThat(Pictures.pixels(ColorTransfer.luminance(extreme, photo)))
          .isEqualTo(Pictures.pixels(extreme));
    }
  }

  @Test
  void sizesMustBeEqual() {
    BufferedImage other = Pictures.smooth(SIDE, SIDE + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColorTransfer.luminance(other, photo))
        .withMessageContainingAll("40x41", "40x40");
  }
}
