package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.internal.image.ColorStatistics;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of strokes, and the palette. */
class StylizerStrokesTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  private final Stylizer stylizer = Stylizer.owning(new InvertingModel());

  @AfterEach
  void close() {
    stylizer.close();
  }

  /** Colors that change slowly: nothing is lost when it is shrunk. */
  private static BufferedImage smooth() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, new Color(60 + x, 190 - y, 80 + (x + y) / 2).getRGB());
      }
    }
    return image;
  }

  @Test
  void oneChangesNothing() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    assertThat(PhotoPixels.of(stylizer.strokes(1).apply(photo)))
        .isEqualTo(PhotoPixels.of(stylizer.apply(photo)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.7, 2, 4})
  void thePhotoIsPaintedInAnotherSize(double factor) {
    List<Integer> widths = new ArrayList<>();
    StyleModel watching =
        new StyleModel() {
          @Override
          public ai.djl.ndarray.NDArray stylize(
              ai.djl.ndarray.NDArray content, ProgressListener listener) {
            widths.add((int) content.getShape().get(3));
            return content.neg();
          }

          @Override
          public void close() {}
        };
    try (Stylizer watched = Stylizer.style(watching)) {
      BufferedImage painted = watched.strokes(factor).apply(smooth());
      assertThat(widths).containsExactly((int) Math.round(WIDTH / factor));
      assertThat(painted.getWidth()).isEqualTo(WIDTH);
      assertThat(painted.getHeight()).isEqualTo(HEIGHT);
      assertThat(PhotoPixels.meanDifference(painted, watched.apply(smooth()))).isLessThan(1.5);
    }
  }

  /** Of a picture painted small, only the luma of the photo can have fine detail. */
  @Test
  void fineDetailIsThatOfThePhoto() {
    BufferedImage photo = smooth();
    for (int y = 0; y < HEIGHT; y++) {
      photo.setRGB(40, y, Color.WHITE.getRGB());
    }
    BufferedImage painted = stylizer.strokes(4).apply(photo);
    BufferedImage small = ImageResize.to(photo, WIDTH / 4, HEIGHT / 4);
    BufferedImage coarse = ImageResize.to(stylizer.apply(small), WIDTH, HEIGHT);
    int line = painted.getRGB(40, 30) & 0xff;
    assertThat(line).isGreaterThan((coarse.getRGB(40, 30) & 0xff) + 40);
    assertThat(painted.getRGB(80, 30) & 0xff).isCloseTo(coarse.getRGB(80, 30) & 0xff, within(3));
  }

  @Test
  void thePaletteIsThatOfTheImage() {
    BufferedImage photo = PhotoPixels.drawn(WIDTH, HEIGHT);
    BufferedImage palette = smooth();
    ColorStatistics wanted = ColorStatistics.of(palette);
    ColorStatistics found = ColorStatistics.of(stylizer.palette(palette).apply(photo));
    for (int i = 0; i < 3; i++) {
      assertThat(found.mean()[i]).isCloseTo(wanted.mean()[i], within(0.5));
      for (int j = 0; j < 3; j++) {
        assertThat(found.covariance()[i][j]).isCloseTo(wanted.covariance()[i][j], within(6.0));
      }
    }
  }

  @Test
  void thePaletteOfThePictureItselfChangesNothing() {
    BufferedImage painted = stylizer.apply(smooth());
    assertThat(PhotoPixels.largestDifference(stylizer.palette(painted).apply(smooth()), painted))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void depthStays() {
    BufferedImage deep =
        stylizer.depth(16).strokes(2).palette(smooth()).apply(PhotoPixels.drawn(WIDTH, HEIGHT));
    assertThat(deep.getColorModel().getComponentSize()).containsExactly(16, 16, 16);
  }

  @Test
  void contradictionsAreRefused() {
    for (double factor : new double[] {0, 0.1, 8.1, Double.NaN, -1}) {
      assertThatIllegalArgumentException().isThrownBy(() -> stylizer.strokes(factor));
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> stylizer.preserveColors().palette(smooth()))
        .withMessageContaining("palette");
    assertThatIllegalStateException().isThrownBy(() -> stylizer.palette(smooth()).preserveColors());
    assertThat(stylizer.strokes(2).palette(smooth())).asString().contains("strokes=2.0", "palette");
  }
}
