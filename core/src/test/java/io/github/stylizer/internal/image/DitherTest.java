package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class DitherTest {

  /** A sky from blue to white, in steps of one level. */
  private static BufferedImage sky(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      int level = 80 + 120 * y / height;
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, level << 16 | level << 8 | 220);
      }
    }
    return image;
  }

  @Test
  void aDrawingGetsNoiseOfOneLevel() {
    BufferedImage sky = sky(60, 40);
    int[] before = PhotoPixels.of(sky);
    BufferedImage dithered = Dither.ofDrawing(sky);
    assertThat(PhotoPixels.of(sky)).isEqualTo(before);
    int[] counts = new int[3];
    for (int i = 0; i < 60 * 40; i++) {
      int pixel = dithered.getRGB(i % 60, i / 60);
      counts[Rgb.blue(pixel) - 219]++;
      assertThat(Math.abs(Rgb.red(pixel) - Rgb.red(before[i]))).isLessThanOrEqualTo(1);
    }
    for (int count : counts) {
      assertThat(count).isBetween(700, 900);
    }
    assertThat(PhotoPixels.of(Dither.ofDrawing(sky))).isEqualTo(PhotoPixels.of(dithered));
  }

  @Test
  void aPhotoStaysAsItIs() {
    BufferedImage photo = PhotoPixels.drawn(40, 30);
    assertThat(Dither.ofDrawing(photo)).isSameAs(photo);
  }
}
