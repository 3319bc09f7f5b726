package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.Point;
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
    BufferedImage last = filter.next(noisy(color, 4), new Point());
    double changes = 0;
    for (int i = 0; i < 30; i++) {
      BufferedImage next = filter.next(noisy(color, 4), new Point());
      changes += TestFilms.difference(last, next) / 30;
      last = next;
    }
    assertThat(TestFilms.difference(last, TestFilms.plain(32, 32, color))).isLessThan(0.6);
    assertThat(changes).isLessThan(0.3 * TestFilms.difference(noisy(color, 4), noisy(color, 4)));
  }

  @Test
  void movementStays() {
    NoiseFilter filter = new NoiseFilter(6);
    filter.next(TestFilms.plain(8, 8, Color.BLACK), new Point());
    BufferedImage bright = TestFilms.plain(8, 8, new Color(20, 0, 18));
    assertThat(PhotoPixels.of(filter.next(bright, new Point()))).isEqualTo(PhotoPixels.of(bright));
  }

  /** A texture of few levels, under a camera that pans: nothing is smeared. */
  @Test
  void theFilterFollowsTheCamera() {
    NoiseFilter filter = new NoiseFilter(6);
    BufferedImage scene = noisy(Color.GRAY, 2);
    int[] xs = {4, 5, 7, 4, 2, 2, 12};
    int[] ys = {4, 4, 1, 5, 6, 7, 0};
    for (int i = 0; i < xs.length; i++) {
      BufferedImage view = scene.getSubimage(xs[i], ys[i], 20, 24);
      BufferedImage filtered = filter.next(view, new Point(xs[i] - 4, ys[i] - 4));
      assertThat(PhotoPixels.of(filtered)).isEqualTo(PhotoPixels.of(view));
    }
    BufferedImage unfollowed = filter.next(scene.getSubimage(3, 4, 20, 24), new Point(8, -4));
    assertThat(PhotoPixels.of(unfollowed))
        .isNotEqualTo(PhotoPixels.of(scene.getSubimage(3, 4, 20, 24)));
  }

  /** By more than the frame: nothing of it is left. */
  @Test
  void aJumpBeginsAnew() {
    NoiseFilter filter = new NoiseFilter(6);
    filter.next(TestFilms.plain(8, 6, new Color(50, 50, 50)), new Point());
    BufferedImage other = TestFilms.plain(8, 6, new Color(52, 49, 50));
    for (Point far : new Point[] {new Point(8, 0), new Point(8, -6), new Point(-40, 3)}) {
      assertThat(PhotoPixels.of(filter.next(other, far))).isEqualTo(PhotoPixels.of(other));
    }
  }

  @Test
  void afterACutNothingOfTheOldShotIsLeft() {
    NoiseFilter filter = new NoiseFilter(6);
    filter.next(TestFilms.plain(8, 8, new Color(50, 50, 50)), new Point());
    filter.reset();
    BufferedImage other = TestFilms.plain(8, 8, new Color(52, 49, 50));
    assertThat(PhotoPixels.of(filter.next(other, new Point()))).isEqualTo(PhotoPixels.of(other));
  }

  @Test
  void withoutNoiseEveryFrameStays() {
    NoiseFilter filter = new NoiseFilter(0);
    for (int i = 0; i < 4; i++) {
      BufferedImage frame = noisy(Color.GRAY, 3);
      assertThat(PhotoPixels.of(filter.next(frame, new Point()))).isEqualTo(PhotoPixels.of(frame));
    }
  }
}
