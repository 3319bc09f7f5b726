package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StylizerAlphaTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 90;

  private final TransformNetModel model =
      DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
  private final Stylizer stylizer = Stylizer.style(model);

  @TempDir Path folder;

  @AfterEach
  void close() {
    stylizer.close();
    model.close();
  }

  /**
   * A disk of smooth colors with a soft edge.
   *
   * @param hidden the color where nothing of the disk is seen
   */
  private static BufferedImage cutOut(int width, int height, int hidden) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    double radius = 0.4 * Math.min(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double distance = Math.hypot(x - width / 2.0, y - height / 2.0) - radius;
        int alpha = (int) Math.max(0, Math.min(255, 128 - 80 * distance));
        int color = (60 + 150 * x / width) << 16 | (200 - 120 * y / height) << 8 | 90;
        image.setRGB(x, y, alpha << 24 | (alpha == 0 ? hidden : color));
      }
    }
    return image;
  }

  private static void assertSameAlpha(BufferedImage picture, BufferedImage photo) {
    for (int y = 0; y < photo.getHeight(); y++) {
      for (int x = 0; x < photo.getWidth(); x++) {
        assertThat(picture.getRGB(x, y) >>> 24).isEqualTo(photo.getRGB(x, y) >>> 24);
      }
    }
  }

  @Test
  void transparencyIsCompositedOverWhiteUnlessItIsKept() {
    BufferedImage photo = cutOut(WIDTH, HEIGHT, 0);
    assertThat(stylizer.apply(photo).getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    BufferedImage kept = stylizer.keepAlpha(true).apply(photo);
    assertThat(kept.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
    assertSameAlpha(kept, photo);
    BufferedImage half = stylizer.keepAlpha(true).strength(0.5).size(WIDTH / 2).apply(photo);
    assertThat(half.getRGB(0, 0) >>> 24).isZero();
    assertThat(half.getRGB(WIDTH / 4, HEIGHT / 4) >>> 24).isEqualTo(255);
  }

  @Test
  void anOpaquePhotoGivesAnOpaquePicture() {
    BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      photo.setRGB(i % WIDTH, i / WIDTH, 0xff000000 | i * 77);
    }
    assertThat(stylizer.keepAlpha(true).apply(photo).getType())
        .isEqualTo(BufferedImage.TYPE_INT_RGB);
  }

  /** Else it would shine through where the picture begins: a halo. */
  @Test
  void theColorOfWhatIsHiddenDoesNotMatter() {
    Stylizer keeping = stylizer.keepAlpha(true);
    BufferedImage black = keeping.apply(cutOut(WIDTH, HEIGHT, 0));
    BufferedImage white = keeping.apply(cutOut(WIDTH, HEIGHT, 0xffffff));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(black.getRGB(x, y)).isEqualTo(white.getRGB(x, y));
      }
    }
  }

  @Test
  void nothingIsPaintedOfWhatIsTransparentAllOver() {
    BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    assertSameAlpha(stylizer.keepAlpha(true).apply(photo), photo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"painted.png", "painted.tif"})
  void filesKeepTransparency(String name) throws IOException {
    BufferedImage cutOut = cutOut(WIDTH, HEIGHT, 0);
    Path photo = folder.resolve("photo.png");
    Path painted = folder.resolve(name);
    ImageEncoder.standard().write(cutOut, photo);
    stylizer.apply(photo, painted);
    assertSameAlpha(ImageIO.read(painted.toFile()), cutOut);
    stylizer.keepAlpha(false).apply(photo, painted);
    assertThat(ImageIO.read(painted.toFile()).getColorModel().hasAlpha()).isFalse();
  }

  @Test
  void jpegFilesHaveNone() throws IOException {
    Path photo = folder.resolve("photo.png");
    Path painted = folder.resolve("painted.jpg");
    ImageEncoder.standard().write(cutOut(WIDTH, HEIGHT, 0), photo);
    stylizer.keepAlpha(true).apply(photo, painted);
    assertThat(ImageIO.read(painted.toFile()).getColorModel().hasAlpha()).isFalse();
  }

  @Test
  void stripsKeepItToo() throws IOException {
    BufferedImage cutOut = cutOut(701, 903, 0xff0000);
    Path photo = folder.resolve("photo.png");
    Path painted = folder.resolve("painted.png");
    ImageEncoder.standard().write(cutOut, photo);
    int[] tiles = {0};
    long memory = model.memory(448, 448) + 20L * 701 * 448;
    stylizer
        .maxMemory(memory)
        .onProgress(progress -> tiles[0] = (int) progress.total())
        .apply(photo, painted);
    assertThat(tiles[0]).isEqualTo(9);
    BufferedImage strips = ImageIO.read(painted.toFile());
    assertSameAlpha(strips, cutOut);
    BufferedImage whole = stylizer.keepAlpha(true).maxMemory(memory).apply(cutOut);
    double difference = 0;
    int count = 0;
    for (int y = 0; y < 903; y++) {
      for (int x = 0; x < 701; x++) {
        if (cutOut.getRGB(x, y) >>> 24 == 255) {
          difference += Math.abs((strips.getRGB(x, y) & 0xff) - (whole.getRGB(x, y) & 0xff));
          count++;
        }
      }
    }
    assertThat(difference / count).isLessThan(3);
  }
}
