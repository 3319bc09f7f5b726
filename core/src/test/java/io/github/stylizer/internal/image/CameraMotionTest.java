package io.github.stylizer.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views of a scene that is known everywhere, also between pixels. */
class CameraMotionTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  private final CameraMotion camera = new CameraMotion();
  private final double[][] waves = waves(new Random(5));

  private static double[][] waves(Random random) {
    double[][] waves = new double[40][4];
    for (double[] wave : waves) {
      double length = 8 * Math.pow(12, random.nextDouble());
      double angle = 2 * Math.PI * random.nextDouble();
      wave[0] = 2 * Math.PI * Math.cos(angle) / length;
      wave[1] = 2 * Math.PI * Math.sin(angle) / length;
      wave[2] = 2 * Math.PI * random.nextDouble();
      wave[3] = 2 + length / 8;
    }
    return waves;
  }

  private BufferedImage view(double x, double y, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double level = 128;
        for (double[] wave : waves) {
          level += wave[3] * Math.sin(wave[0] * (x + column) + wave[1] * (y + row) + wave[2]);
        }
        int gray = (int) Math.max(0, Math.min(255, Math.round(level)));
        image.setRGB(column, row, 0x10101 * gray);
      }
    }
    return image;
  }

  private static BufferedImage noisy(BufferedImage image, int levels, int seed) {
    Random random = new Random(seed);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int noise = (int) Math.round(levels * random.nextGaussian());
        int level = (image.getRGB(x, y) & 0xff) + noise;
        image.setRGB(x, y, 0x10101 * Math.max(0, Math.min(255, level)));
      }
    }
    return image;
  }

  /** How far the followed position may be from the true one. */
  private static void assertFollows(Point found, double x, double y, double tolerance) {
    assertThat(Math.abs(found.x - x)).as("x of %s", found).isLessThanOrEqualTo(tolerance);
    assertThat(Math.abs(found.y - y)).as("y of %s", found).isLessThanOrEqualTo(tolerance);
  }

  @ParameterizedTest
  @CsvSource({
    "1,0",
    "0,-1",
    "2,3",
    "-3,1",
    "7,-5",
    "16,2",
    "-24,11",
    "0.25,0",
    "0.4,-0.7",
    "2.5,1.5"
  })
  void aPanIsFollowed(double x, double y) {
    assertThat(camera.next(view(0, 0, WIDTH, HEIGHT))).isEqualTo(new Point());
    for (int i = 1; i <= 8; i++) {
      BufferedImage frame = noisy(view(i * x, i * y, WIDTH, HEIGHT), 2, i);
      assertFollows(camera.next(frame), i * x, i * y, 0.8);
    }
  }

  @Test
  void whatStandsStillStays() {
    for (int i = 0; i < 10; i++) {
      assertThat(camera.next(noisy(view(0, 0, WIDTH, HEIGHT), 4, i))).isEqualTo(new Point());
    }
  }

  /** A hand that trembles by less than half a pixel. */
  @Test
  void tremblingMovesNothing() {
    for (int i = 0; i < 10; i++) {
      double x = 0.45 * Math.sin(i);
      assertThat(camera.next(view(x, -x, WIDTH, HEIGHT))).isEqualTo(new Point());
    }
  }

  @Test
  void whatMovesOnItsOwnHasNoSay() {
    for (int i = 0; i < 8; i++) {
      BufferedImage frame = view(2 * i, 0, WIDTH, HEIGHT);
      Graphics2D graphics = frame.createGraphics();
      graphics.setColor(Color.RED);
      graphics.fillOval(200 - 20 * i, 20, 100, 120);
      graphics.dispose();
      assertFollows(camera.next(frame), 2 * i, 0, 0.8);
    }
  }

  /** Black bars and a logo, which a broadcaster lays over everything. */
  @Test
  void whatIsLaidOverTheFrameHasNoSay() {
    for (int i = 0; i < 8; i++) {
      BufferedImage frame = view(i, 0, WIDTH, HEIGHT);
      Graphics2D graphics = frame.createGraphics();
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, WIDTH, 25);
      graphics.fillRect(0, HEIGHT - 25, WIDTH, 25);
      graphics.setColor(Color.WHITE);
      graphics.drawString("LIVE", 260, 50);
      graphics.dispose();
      assertFollows(camera.next(frame), i, 0, 0.8);
    }
  }

  /** Such frames are followed in a smaller version. */
  @Test
  void largeFramesAreFollowed() {
    for (int i = 0; i < 4; i++) {
      assertFollows(camera.next(view(3 * i, -i, 1100, 640)), 3 * i, -i, 1);
    }
  }

  @Test
  void edgesOfOneDirectionGiveNoMovementAlongThem() {
    for (int i = 0; i < 6; i++) {
      BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < WIDTH; x++) {
        int gray = (int) (128 + 100 * Math.sin((x + 2 * i) * (x + 2 * i) / 3000.0));
        for (int y = 0; y < HEIGHT; y++) {
          frame.setRGB(x, y, 0x10101 * gray);
        }
      }
      assertFollows(camera.next(noisy(frame, 2, i)), 2 * i, 0, 0.8);
    }
  }

  @Test
  void aFlatFrameDoesNotMove() {
    for (int i = 0; i < 4; i++) {
      BufferedImage flat = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      assertThat(camera.next(noisy(flat, 3, i))).isEqualTo(new Point());
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,300", "16,9", "300,8"})
  void framesOfAnySizeAreTaken(int width, int height) {
    for (int i = 0; i < 3; i++) {
      assertFollows(
          camera.next(view(i, 0, width, height)), 0, 0, Math.min(width, height) < 8 ? 0 : 3);
    }
  }

  @Test
  void anotherSizeAndACutBeginAnew() {
    camera.next(view(0, 0, WIDTH, HEIGHT));
    assertThat(camera.next(view(5, 0, WIDTH, HEIGHT))).isEqualTo(new Point(5, 0));
    assertThat(camera.next(view(9, 0, HEIGHT, WIDTH))).isEqualTo(new Point());
    assertThat(camera.next(view(11, 1, HEIGHT, WIDTH))).isEqualTo(new Point(2, 1));
    camera.reset();
    assertThat(camera.next(view(0, 0, HEIGHT, WIDTH))).isEqualTo(new Point());
  }
}
