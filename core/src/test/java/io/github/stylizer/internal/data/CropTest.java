package io.github.stylizer.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CropTest {
  private static final RandomGenerator NOTHING_RANDOM =
      () -> {
        throw new AssertionError("drew a number");
      };

  @ParameterizedTest
  @CsvSource({"50, 40", "40, 50", "16, 16", "10, 12"})
  void resizedCenterIsResizedThenCut(int width, int height) {
    BufferedImage photo = NumberedPhotos.photo(7, width, height);
    BufferedImage expected = ImageCrop.center(ImageResize.shorterSide(photo, 16), 16, 16);
    BufferedImage square = Crop.resizedCenter(16).apply(photo, NOTHING_RANDOM);
    assertThat(NumberedPhotos.pixels(square)).isEqualTo(NumberedPhotos.pixels(expected));
  }

  @ParameterizedTest
  @CsvSource({"200, 10", "10, 200"})
  void onlyTheMiddleOfALongPhotoCounts(int width, int height) {
    BufferedImage photo = NumberedPhotos.photo(1, width, height);
    BufferedImage expected = ImageCrop.center(ImageResize.shorterSide(photo, 20), 20, 20);
    BufferedImage square = Crop.resizedCenter(20).apply(photo, NOTHING_RANDOM);
    assertThat(NumberedPhotos.pixels(square)).isEqualTo(NumberedPhotos.pixels(expected));
  }

  @Test
  void aThreadOfAPhotoCanBeCropped() {
    BufferedImage photo = NumberedPhotos.photo(1, 1, 60_000);
    for (Crop crop : List.of(Crop.resizedCenter(256), Crop.randomResized(256, 0.5, 1))) {
      BufferedImage square = crop.apply(photo, new Random(1));
      assertThat(square.getWidth()).isEqualTo(256);
      assertThat(square.getHeight()).isEqualTo(256);
    }
  }

  @Test
  void randomResizedIsThatOfImageCrop() {
    BufferedImage photo = NumberedPhotos.photo(3, 60, 40);
    BufferedImage expected = ImageCrop.randomResized(photo, 16, 0.2, 0.6, new Random(4));
    BufferedImage square = Crop.randomResized(16, 0.2, 0.6).apply(photo, new Random(4));
    assertThat(NumberedPhotos.pixels(square)).isEqualTo(NumberedPhotos.pixels(expected));
  }

  @Test
  void aPhotoIsMirroredOrNot() {
    BufferedImage photo = NumberedPhotos.photo(3, 5, 4);
    Crop flipped = Crop.resizedCenter(4).randomlyFlipped();
    BufferedImage straight = flipped.apply(photo, () -> 0);
    BufferedImage mirrored = flipped.apply(photo, () -> -1);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        assertThat(straight.getRGB(x, y)).isEqualTo(photo.getRGB(x, y));
        assertThat(mirrored.getRGB(x, y)).isEqualTo(photo.getRGB(3 - x, y));
      }
    }
  }

  @Test
  void halfOfAllResultsAreMirrored() {
    BufferedImage photo = NumberedPhotos.photo(3, 4, 4);
    Crop flipped = Crop.resizedCenter(4).randomlyFlipped();
    Random random = new Random(2);
    int mirrored = 0;
    for (int i = 0; i < 1000; i++) {
      if (flipped.apply(photo, random).getRGB(0, 0) != photo.getRGB(0, 0)) {
        mirrored++;
      }
    }
    assertThat(mirrored).isBetween(430, 570);
  }

  @Test
  void alphaSurvivesTheMirror() {
    BufferedImage photo = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    photo.setRGB(0, 1, 0x40102030);
    BufferedImage mirrored = Crop.resizedCenter(2).randomlyFlipped().apply(photo, () -> -1);
    assertThat(NumberedPhotos.pixels(mirrored)).containsExactly(0, 0, 0, 0x40102030);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4097})
  void sidesOutOfRangeAreRefused(int side) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Crop.resizedCenter(side))
        .withMessage("side is " + side + ", expected 1 to 4096");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Crop.randomResized(side, 0.5, 1))
        .withMessage("side is " + side + ", expected 1 to 4096");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.5, 0.4", "0.5, 1.1", "NaN, 1"})
  void scalesOutOfRangeAreRefused(double minScale, double maxScale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Crop.randomResized(16, minScale, maxScale))
        .withMessageContaining(minScale + " and " + maxScale);
  }
}
