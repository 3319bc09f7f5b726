package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** PNG keeps every pixel. */
class PngRoundTripTest {
  @Property(tries = 200)
  void pixelsStay(
      @ForAll @IntRange(min = 1, max = 64) int width,
      @ForAll @IntRange(min = 1, max = 64) int height,
      @ForAll long seed)
      throws IOException {
    BufferedImage image = drawn(BufferedImage.TYPE_INT_RGB, width, height, seed);
    assertThat(Pictures.pixels(again(image))).isEqualTo(Pictures.pixels(image));
  }

  /** The decoder shows transparent pixels on white. */
  @Property(tries = 200)
  void transparencyFadesToWhite(
      @ForAll @IntRange(min = 1, max = 64) int width,
      @ForAll @IntRange(min = 1, max = 64) int height,
      @ForAll long seed)
      throws IOException {
    BufferedImage image = drawn(BufferedImage.TYPE_INT_ARGB, width, height, seed);
    BufferedImage decoded =
        ImageDecoder.standard().read(PictureFiles.encoded(image, "png"), "a.png");
    int[] pixels = Pictures.pixels(image);
    int[] shown = Pictures.pixels(decoded);
    for (int i = 0; i < pixels.length; i++) {
      double alpha = (pixels[i] >>> 24) / 255.0;
      for (int shift = 0; shift < 24; shift += 8) {
        double expected = 255 + alpha * ((pixels[i] >> shift & 0xff) - 255);
        assertThat((double) (shown[i] >> shift & 0xff)).isBetween(expected - 1.5, expected + 1.5);
      }
    }
  }

  private static BufferedImage again(BufferedImage image) throws IOException {
    return ImageDecoder.standard().read(ImageEncoder.standard().encode(image, "png"), "a.png");
  }

  private static BufferedImage drawn(int type, int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }
}
