package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomPicturesTest {
  @TempDir private Path folder;

  @Test
  void theSameSeedGivesTheSamePicture() {
    assertThat(pixels(RandomPictures.of(40, 30, 7)))
        .isEqualTo(pixels(RandomPictures.of(40, 30, 7)));
  }

  @Test
  void noTwoPicturesAreAlike() {
    List<BufferedImage> pictures = RandomPictures.squares(8, 32, 0);
    Set<String> distinct = new HashSet<>();
    pictures.forEach(picture -> distinct.add(Arrays.toString(pixels(picture))));
    assertThat(distinct).hasSize(8);
  }

  /** Neighbors differ, as noise makes them, but much less than pixels far apart. */
  @Test
  void isSmoothUnderItsNoise() {
    BufferedImage picture = RandomPictures.of(256, 256, 1);
    double near = difference(picture, 1);
    assertThat(near).isBetween(2.0, 10.0);
    assertThat(difference(picture, 40)).isGreaterThan(2 * near);
  }

  /** Photos that are resized to 256 pixels and encoded so have 2.4 to 6.2 bits for each pixel. */
  @Test
  void isAsLongAsAPhotoWhenItIsEncoded() throws IOException {
    Path file = folder.resolve("picture.jpg");
    ImageEncoder.standard().write(RandomPictures.of(256, 256, 1), file);
    assertThat(8.0 * Files.size(file) / (256 * 256)).isBetween(2.4, 6.2);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** The mean difference of green between pixels of a row. */
  private static double difference(BufferedImage picture, int apart) {
    double sum = 0;
    int width = picture.getWidth() - apart;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        sum += Math.abs(green(picture.getRGB(x, y)) - green(picture.getRGB(x + apart, y)));
      }
    }
    return sum / (width * picture.getHeight());
  }

  private static int green(int pixel) {
    return pixel >> 8 & 0xff;
  }
}
