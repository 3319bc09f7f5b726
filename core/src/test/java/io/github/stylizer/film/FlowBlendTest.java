package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Painted frames that follow what moves. */
class FlowBlendTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;
  private static final int FRAMES = 12;

  /** A landscape of soft blobs, wider than a frame. */
  private static BufferedImage landscape(long seed) {
    BufferedImage image = new BufferedImage(320, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 900; i++) {
      graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
      graphics.fillOval(random.nextInt(330) - 10, random.nextInt(130) - 10, 16, 12);
    }
    graphics.dispose();
    return image;
  }

  private static BufferedImage view(BufferedImage landscape, int x) {
    BufferedImage view = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = view.createGraphics();
    graphics.drawImage(landscape, -x, 0, null);
    graphics.dispose();
    return view;
  }

  /** What a network might paint: other colors, and some that differ from frame to frame. */
  private static BufferedImage painted(BufferedImage frame, int flicker, long seed) {
    BufferedImage result = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(seed);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int green = 40 + (frame.getRGB(x, y) >> 8 & 0xff) / 2;
        int noise = flicker == 0 ? 0 : random.nextInt(2 * flicker + 1) - flicker;
        result.setRGB(x, y, new Color(green, 255 - green, green + noise).getRGB());
      }
    }
    return result;
  }

  /** The mean difference of blue between a frame and the one before it, moved by some pixels. */
  private static double flicker(BufferedImage before, BufferedImage now, int shift) {
    long sum = 0;
    int count = 0;
    for (int y = 8; y < HEIGHT - 8; y++) {
      for (int x = 16; x < WIDTH - 16; x++) {
        sum += Math.abs((before.getRGB(x + shift, y) & 0xff) - (now.getRGB(x, y) & 0xff));
        count++;
      }
    }
    return (double) sum / count;
  }

  @Test
  void flickerOfAPanIsReducedToAFourth() {
    BufferedImage landscape = landscape(1);
    for (int shift : new int[] {0, 1, 3}) {
      try (FlowBlend blend = new FlowBlend(OpticalFlow.open())) {
        BufferedImage before = null;
        BufferedImage plainBefore = null;
        double steady = 0;
        double plain = 0;
        for (int i = 0; i < FRAMES; i++) {
          BufferedImage photo = view(landscape, i * shift);
          BufferedImage picture = painted(photo, 20, i);
          BufferedImage now = blend.next(photo, picture);
          if (i >= FRAMES / 2 && before != null && plainBefore != null) {
            steady += flicker(before, now, shift);
            plain += flicker(plainBefore, picture, shift);
          }
          before = now;
          plainBefore = picture;
        }
        assertThat(steady).as("pan of %d pixels", shift).isLessThan(plain / 4);
      }
    }
  }

  @Test
  void whatWasHiddenIsAsPainted() {
    // A bright square moves over a landscape; behind it there must be no ghost of it.
    BufferedImage landscape = landscape(2);
    try (FlowBlend blend = new FlowBlend(OpticalFlow.open())) {
      for (int i = 0; i < FRAMES; i++) {
        BufferedImage photo = view(landscape, 0);
        Graphics2D graphics = photo.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(8 * i, 40, 32, 32);
        graphics.dispose();
        BufferedImage picture = painted(photo, 0, 0);
        BufferedImage now = blend.next(photo, picture);
        double far = 0;
        int count = 0;
        for (int y = 42; y < 70; y++) {
          for (int x = Math.max(0, 8 * i - 6); x < 8 * i - 2; x++) {
            far += Math.abs((now.getRGB(x, y) >> 16 & 0xff) - (picture.getRGB(x, y) >> 16 & 0xff));
            count++;
          }
        }
        if (i > 1) {
          assertThat(far / count).as("frame %d", i).isLessThan(4);
        }
      }
    }
  }

  @Test
  void theFirstFrameAndAnotherSizeAreAsPainted() {
    BufferedImage photo = view(landscape(3), 0);
    BufferedImage picture = painted(photo, 20, 1);
    BufferedImage small = photo.getSubimage(0, 0, 31, 40);
    try (FlowBlend blend = new FlowBlend(OpticalFlow.open())) {
      assertThat(pixels(blend.next(photo, picture))).isEqualTo(pixels(picture));
      assertThat(pixels(blend.next(small, small))).isEqualTo(pixels(small));
      // Too small for a flow.
      assertThat(pixels(blend.next(small, small))).isEqualTo(pixels(small));
      blend.reset();
      assertThat(pixels(blend.next(photo, picture))).isEqualTo(pixels(picture));
    }
  }

  private static int[] pixels(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xffffff;
    }
    return pixels;
  }
}
