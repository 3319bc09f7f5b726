package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylizerMaskTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 24;

  private final BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
  private final Stylizer stylizer = Stylizer.owning(new InvertingModel());

  @AfterEach
  void close() {
    stylizer.close();
  }

  private static BufferedImage plain(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, color.getRGB());
    }
    return image;
  }

  /** White to the right of a column. */
  private static BufferedImage edge(int width, int height, int column) {
    BufferedImage image = plain(width, height, Color.BLACK);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(column, 0, width, height);
    graphics.dispose();
    return image;
  }

  /** How much of white is mixed into black, in each column. */
  private static double[] shares(Mask mask, int width) {
    BufferedImage black = plain(width, 1, Color.BLACK);
    BufferedImage mixed = mask.mix(black, plain(width, 1, Color.WHITE));
    double[] shares = new double[width];
    for (int x = 0; x < width; x++) {
      shares[x] = (mixed.getRGB(x, 0) & 0xff) / 255.0;
    }
    return shares;
  }

  @Test
  void whiteIsPaintedAndBlackStays() {
    BufferedImage painted = stylizer.apply(photo);
    Mask white = Mask.of(plain(7, 5, Color.WHITE));
    assertThat(PhotoPixels.of(stylizer.mask(white).apply(photo)))
        .isEqualTo(PhotoPixels.of(painted));
    assertThat(PhotoPixels.of(stylizer.mask(white.inverted()).apply(photo)))
        .isEqualTo(PhotoPixels.of(photo));
    BufferedImage half = stylizer.mask(Mask.of(edge(WIDTH, HEIGHT, 25))).apply(photo);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(half.getRGB(x, y)).isEqualTo((x < 25 ? photo : painted).getRGB(x, y));
      }
    }
  }

  @Test
  void grayIsAMixture() {
    Mask gray = Mask.of(plain(1, 1, new Color(51, 51, 51)));
    assertThat(
            PhotoPixels.largestDifference(
                stylizer.mask(gray).apply(photo), stylizer.strength(0.2).apply(photo)))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void aMaskIsStretchedToThePhoto() {
    double[] enlarged = shares(Mask.of(edge(2, 1, 1)), 40);
    assertThat(enlarged).isSorted();
    assertThat(enlarged[9]).isZero();
    assertThat(enlarged[30]).isEqualTo(1);
    assertThat(enlarged[19] + enlarged[20]).isBetween(0.98, 1.02);
    double[] shrunk = shares(Mask.of(edge(4000, 3000, 2000)), 40);
    assertThat(shrunk[17]).isZero();
    assertThat(shrunk[22]).isEqualTo(1);
  }

  @Test
  void theFeatherIsTheWidthOfTheEdge() {
    Mask sharp = Mask.of(edge(100, 1, 50));
    double[] soft = shares(sharp.feather(20), 100);
    assertThat(soft).isSorted();
    assertThat(soft[37]).isZero();
    assertThat(soft[62]).isEqualTo(1);
    assertThat(soft[43]).isGreaterThan(0);
    assertThat(soft[56]).isLessThan(1);
    assertThat(soft[44] + soft[55]).isBetween(0.98, 1.02);
    assertThat(shares(sharp.feather(0), 100)).isEqualTo(shares(sharp, 100));
    // In pixels of the picture, whatever the size of the mask.
    double[] small = shares(Mask.of(edge(50, 1, 25)).feather(20), 100);
    for (int x = 0; x < 100; x++) {
      assertThat(small[x]).isBetween(soft[x] - 0.06, soft[x] + 0.06);
    }
  }

  @Test
  void inverted() {
    Mask mask = Mask.of(PhotoPixels.drawn(13, 9)).feather(3);
    double[] shares = shares(mask, 50);
    double[] others = shares(mask.inverted(), 50);
    for (int x = 0; x < shares.length; x++) {
      assertThat(shares[x] + others[x]).isBetween(0.99, 1.01);
    }
    assertThat(shares(mask.inverted().inverted(), 50)).isEqualTo(shares);
  }

  @Test
  void transparencyIsAMask(@TempDir Path folder) throws IOException {
    BufferedImage cutOut = plain(40, 1, Color.BLACK);
    for (int x = 0; x < 15; x++) {
      cutOut.setRGB(x, 0, 0x00ffffff);
    }
    double[] expected = shares(Mask.of(edge(40, 1, 15)), 40);
    assertThat(shares(Mask.ofTransparency(cutOut), 40)).isEqualTo(expected);
    Path file = folder.resolve("mask.png");
    ImageEncoder.standard().write(cutOut, file);
    assertThat(shares(Mask.of(file), 40)).isEqualTo(expected);
    ImageEncoder.standard().write(edge(40, 1, 15), file);
    assertThat(shares(Mask.of(file), 40)).isEqualTo(expected);
    // Of white that is transparent nothing is painted.
    assertThat(shares(Mask.of(plain(3, 3, new Color(255, 255, 255, 0))), 5)).containsOnly(0);
  }

  @Test
  void regionsArePaintedByOthers() {
    try (Stylizer copying = stylizer.strength(0)) {
      BufferedImage painted = stylizer.apply(photo);
      Mask right = Mask.of(edge(WIDTH, HEIGHT, 40));
      BufferedImage result = stylizer.regions(Map.of(right, copying)).apply(photo);
      for (int x = 0; x < WIDTH; x++) {
        assertThat(result.getRGB(x, 3)).isEqualTo((x < 40 ? painted : photo).getRGB(x, 3));
      }
    }
  }

  /** Both count as much. */
  @Test
  void regionsMayOverlap() {
    try (Stylizer copying = stylizer.strength(0)) {
      Mask all = Mask.of(plain(1, 1, Color.WHITE));
      Mask half = Mask.of(plain(1, 1, Color.WHITE));
      BufferedImage result =
          stylizer.strength(0.3).regions(Map.of(all, copying, half, stylizer)).apply(photo);
      assertThat(PhotoPixels.largestDifference(result, stylizer.strength(0.5).apply(photo)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aMaskAppliesToRegionsToo() {
    Mask black = Mask.of(plain(1, 1, Color.BLACK));
    Map<Mask, Stylizer> regions = Map.of(black.inverted(), stylizer);
    assertThat(PhotoPixels.of(stylizer.regions(regions).mask(black).apply(photo)))
        .isEqualTo(PhotoPixels.of(photo));
  }

  @Test
  void contradictionsAreRefused() {
    Mask mask = Mask.of(plain(1, 1, Color.BLACK));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.regions(Map.of(mask, stylizer.size(30))))
        .withMessageContaining("cannot have a size");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.regions(Map.of(mask, stylizer.mask(mask))));
    assertThatIllegalArgumentException().isThrownBy(() -> mask.feather(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> mask.feather(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mask.mix(photo, plain(3, 3, Color.BLACK)));
  }

  @Test
  void thePhotoIsResizedFirst() {
    Mask right = Mask.of(edge(WIDTH, HEIGHT, WIDTH / 2));
    BufferedImage result = stylizer.size(2 * WIDTH).mask(right).apply(photo);
    BufferedImage unpainted = stylizer.size(2 * WIDTH).strength(0).apply(photo);
    assertThat(result.getRGB(WIDTH - 5, 3)).isEqualTo(unpainted.getRGB(WIDTH - 5, 3));
    assertThat(result.getRGB(WIDTH + 5, 3)).isNotEqualTo(unpainted.getRGB(WIDTH + 5, 3));
  }
}
