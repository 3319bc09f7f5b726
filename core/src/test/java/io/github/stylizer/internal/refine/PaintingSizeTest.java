package io.github.stylizer.internal.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaintingSizeTest {

  /**
   * The last two: enlarged so that the shorter side is long enough, and cut to eight to one first.
   */
  @ParameterizedTest
  @CsvSource({
    "200, 100, 80, 16, 80, 40",
    "100, 200, 90.4, 16, 45, 90",
    "100, 200, 400, 16, 100, 200",
    "300, 100, 20, 16, 48, 16",
    "1, 1000, 20, 16, 16, 128",
  })
  void isThatOfThePhotoOrTheSmallestThatServes(
      int width, int height, double side, int minimum, int newWidth, int newHeight) {
    BufferedImage painting = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    BufferedImage resized = PaintingSize.resized(painting, side, minimum);
    assertThat(resized.getWidth()).isEqualTo(newWidth);
    assertThat(resized.getHeight()).isEqualTo(newHeight);
  }
}
