package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.internal.image.DeepImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are read with 16 bits per channel. */
class DeepImagesTest {
  private static final ImageDecoder DEEP = ImageDecoder.standard().depth(16);

  @TempDir Path folder;

  @AfterEach
  void removePlugins() {
    Plugins.remove();
  }

  private static BufferedImage noise(int width, int height, boolean alpha) {
    BufferedImage image =
        new BufferedImage(
            DeepImage.model(alpha),
            DeepImage.model(alpha).createCompatibleWritableRaster(width, height),
            false,
            null);
    int bands = alpha ? 4 : 3;
    for (int i = 0; i < width * height * bands; i++) {
      int level = (i * 40_503) & 0xffff;
      image.getRaster().setSample(i / bands % width, i / bands / width, i % bands, level);
    }
    return image;
  }

  private static int[] samples(BufferedImage image) {
    assertThat(image.getColorModel().getComponentSize(0)).isEqualTo(16);
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif"})
  void everySampleIsThatOfTheFile(String name) throws IOException {
    for (boolean plugins : new boolean[] {false, true}) {
      if (plugins) {
        Plugins.add();
      }
      for (boolean alpha : new boolean[] {false, true}) {
        BufferedImage image = noise(50, 31, alpha);
        Path file = folder.resolve(name);
        ImageEncoder.standard().depth(16).write(image, file);
        int[] expected = samples(image);
        assertThat(samples(DEEP.keepAlpha(true).read(file))).isEqualTo(expected);
        try (ImageRegions regions = DEEP.keepAlpha(true).open(file)) {
          BufferedImage part = regions.read(new Rectangle(0, 10, 50, 8));
          assertThat(samples(part)).isEqualTo(samples(image.getSubimage(0, 10, 50, 8)));
        }
        assertThat(DEEP.read(file).getColorModel().hasAlpha()).isFalse();
      }
    }
  }

  @Test
  void whatHasEightBitsStaysSo() throws IOException {
    BufferedImage image = Pictures.noise(20, 20, BufferedImage.TYPE_INT_RGB);
    byte[] png = PictureFiles.encoded(image, "png");
    BufferedImage read = DEEP.read(png, "a.png");
    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(Pictures.pixels(read)).isEqualTo(Pictures.pixels(image));
  }

  @Test
  void graysAreThoseOfTheFile() throws IOException {
    BufferedImage gray = new BufferedImage(256, 256, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 65_536; i++) {
      gray.getRaster().setSample(i % 256, i / 256, 0, i);
    }
    for (String format : List.of("png", "tiff")) {
      int[] samples = samples(DEEP.read(PictureFiles.encoded(gray, format), "a." + format));
      for (int i = 0; i < samples.length; i++) {
        assertThat(samples[i]).isEqualTo(i / 3);
      }
    }
  }

  @Test
  void aProfileIsAppliedToAllBits() throws IOException {
    BufferedImage image = DeepImage.empty(256, 16, 16);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 256; x++) {
        image.getRaster().setPixel(x, y, new int[] {30_000 + x, 20_000 + 16 * y, 25_000});
      }
    }
    byte[] png = ImageEncoder.standard().depth(16).encode(image, "png");
    byte[] file = PictureFiles.pngWithProfile(withoutProfile(png), IccProfiles.adobeRgb("RGB "));
    BufferedImage deep = DEEP.read(file, "a.png");
    BufferedImage plain = ImageDecoder.standard().read(file, "a.png");
    int before = -1;
    for (int x = 0; x < 256; x++) {
      int red = deep.getRaster().getSample(x, 8, 0);
      assertThat(red).isGreaterThanOrEqualTo(before);
      before = red;
      assertThat(red / 257.0).isBetween(level(plain, x) - 1.0, level(plain, x) + 1.0);
    }
    assertThat(deep.getRaster().getSample(255, 8, 0) - deep.getRaster().getSample(0, 8, 0))
        .as("one level of 8 bits has many of 16")
        .isBetween(150, 600);
  }

  private static int level(BufferedImage image, int x) {
    return image.getRGB(x, 8) >> 16 & 0xff;
  }

  /** Drops the chunk that says sRGB, after which a profile would be ignored. */
  private static byte[] withoutProfile(byte[] png) throws IOException {
    return PictureFiles.encoded(ImageIO.read(new ByteArrayInputStream(png)), "png");
  }

  @Test
  void orientationIsThatOfEightBits() throws IOException {
    BufferedImage image = noise(9, 5, false);
    byte[] png = ImageEncoder.standard().depth(16).encode(image, "png");
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] file = PictureFiles.withChunk(png, "eXIf", PictureFiles.exif(orientation));
      BufferedImage deep = DEEP.read(file, "a.png");
      BufferedImage plain = ImageDecoder.standard().read(file, "a.png");
      assertThat(samples(deep)).isNotEmpty();
      assertThat(Pictures.maxDifference(deep, plain)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void shrinkingKeepsThem() throws IOException {
    BufferedImage image = DeepImage.empty(400, 200, 16);
    for (int y = 0; y < 200; y++) {
      for (int x = 0; x < 400; x++) {
        image.getRaster().setPixel(x, y, new int[] {3 * x, 1000 + 5 * x, 65_535 - 7 * x});
      }
    }
    Path file = folder.resolve("a.png");
    ImageEncoder.standard().depth(16).write(image, file);
    BufferedImage half = DEEP.maxSize(200).read(file);
    assertThat(half.getWidth()).isEqualTo(200);
    for (int x = 4; x < 196; x++) {
      // Linear gradients are reproduced exactly.
      assertThat(half.getRaster().getSample(x, 50, 1)).isBetween(1001 + 10 * x, 1004 + 10 * x);
    }
  }

  @Test
  void otherDepthsAreRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageDecoder.standard().depth(12))
        .withMessage("the depth must be 8 or 16, but is 12");
    assertThat(Files.list(folder)).isEmpty();
  }
}
