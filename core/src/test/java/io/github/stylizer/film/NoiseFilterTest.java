package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseFilterTest {
  private final Random random = new Random(1);

  private BufferedImage noisy(Color color, int levels) {
    BufferedImage image = TestFilms.plain(32, 32, color);
    for (int i = 0; i < 32 * 32; i++) {
      int noise = random.nextInt(2 * levels + 1) - levels;
      image.setRGB(
          i % 32,
          i / 32,
          new Color(color.getRed() + noise, color.getGreen() - noise, color.getBlue()).getRGB());
    }
    return image;
  }

  @Test
  void noiseBecomesSmall() {
    NoiseFilter filter = new NoiseFilter(6);
    Color color = new Color(100, 150, 50);
    BufferedImage last = filter.next(noisy(color, 4));
    double changes = 0;
    for (int i = 0; i < 30; i++) {
      BufferedImage next = filter.next(noisy(color, 4));
      changes += TestFilms.difference(last, next) / 30;
      last = next;
    }
    assertThat(TestFilms.difference(last, TestFilms.plain(32, 32, color))).isLessThan(0.6);
    assertThat(changes).isLessThan(0.3 * TestFilms.difference(noisy(color, 4), noisy(color, 4)));
  }

  @Test
  void movementStays() {
    NoiseFilter filter = new NoiseFilter(6);
    filter.next(TestFilms.plain(8, 8, Color.BLACK));
    BufferedImage bright = TestFilms.plain(8, 8, new Color(20, 0, 18));
    assertThat(PhotoPixels.of(filter.next(bright))).isEqualTo(PhotoPixels.of(bright));
  }

  @Test
  void afterACutNothingOfTheOldShotIsLeft() {
    NoiseFilter filter = new NoiseFilter(6);
    filter.next(TestFilms.plain(8, 8, new Color(50, 50, 50)));
    filter.reset();
    BufferedImage other = TestFilms.plain(8, 8, new Color(52, 49, 50));
    assertThat(PhotoPixels.of(filter.next(other))).isEqualTo(PhotoPixels.of(other));
  }

  @Test
  void withoutNoiseEveryFrameStays() {
    NoiseFilter filter = new NoiseFilter(0);
    for (int i = 0; i < 4; i++) {
      BufferedImage frame = noisy(Color.GRAY, 3);
      assertThat(PhotoPixels.of(filter.next(frame))).isEqualTo(PhotoPixels.of(frame));
    }
  }
}
