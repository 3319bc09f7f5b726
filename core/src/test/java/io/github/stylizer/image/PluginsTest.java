package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the plugins on the class path more can be read, and nothing else changes. */
class PluginsTest {
  private static byte[] cmyk;

  @TempDir Path folder;

  @BeforeAll
  static void addPlugins() throws IOException {
    Plugins.remove();
    cmyk = PictureFiles.cmykJpeg();
    Plugins.add();
  }

  @AfterAll
  static void removePlugins() {
    Plugins.remove();
  }

  @Test
  void cmykWithoutInkIsWhite() throws IOException {
    assertThat(Pictures.pixels(decode(cmyk))).containsOnly(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "base.jpg, 4",
    "cmyk-im.jpg, 4",
    "cmyk-noadobe-pil.jpg, 4",
    "icc-garbage.jpg, 4",
    "icc-wrong-space.jpg, 4",
    "missing-eoi.jpg, 4",
    "webp-lossy.webp, 5",
    "webp-lossless.webp, 0.01"
  })
  void filesAreThePictureOfBasePng(String name, double tolerance) throws IOException {
    BufferedImage image = ImageDecoder.standard().read(made(name));
    BufferedImage base = ImageDecoder.standard().read(made("base.png"));
    assertThat(Pictures.meanDifference(image, base)).isLessThan(tolerance);
  }

  @Test
  void transparencyOfWebpFadesToWhite() throws IOException {
    BufferedImage image = ImageDecoder.standard().read(made("webp-alpha.webp"));
    BufferedImage png = ImageDecoder.standard().read(made("png-rgba-gradient.png"));
    assertThat(Pictures.meanDifference(image, png)).isLessThan(5);
  }

  /** cwebp's fastest method, with a prediction that TwelveMonkeys 3.14 begins from black. */
  @Test
  void lossyWebpIsThePictureThatWasSaved() throws IOException {
    BufferedImage drawn = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        int blue = (int) (128 + 60 * Math.sin(x / 7.0) * Math.cos(y / 5.0));
        boolean inside = x >= 20 && x < 44 && y >= 10 && y < 26;
        int rgb = (x * 3 + 40) << 16 | (220 - y * 3) << 8 | blue;
        drawn.setRGB(x, y, inside ? 0xe6281e : rgb);
      }
    }
    assertThat(Pictures.meanDifference(decodeWebp("lossy.webp"), drawn)).isLessThan(4);
  }

  @Test
  void webpWithTransparencyThatIsNotCompressedIsRefused() {
    assertThatThrownBy(() -> decodeWebp("transparency-not-compressed.webp"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("transparency is not compressed");
  }

  private static BufferedImage decodeWebp(String name) throws IOException {
    try (InputStream file = PluginsTest.class.getResourceAsStream("/webp/" + name)) {
      return ImageDecoder.standard().read(file, name);
    }
  }

  @Test
  void damagedProfilesOfWebpAreIgnored() throws IOException {
    BufferedImage plain = decode(PictureFiles.webp(0x20, "none", new byte[300]));
    List<byte[]> profiles = new ArrayList<>(IccProfiles.damaged());
    profiles.add(IccProfiles.adobeRgb("Lab "));
    for (byte[] profile : profiles) {
      assertThat(Pictures.pixels(decode(PictureFiles.webp(0x20, "ICCP", profile))))
          .isEqualTo(Pictures.pixels(plain));
    }
  }

  @Test
  void animatedWebpIsRefused() {
    Path file = made("webp-animated.webp");
    assertThatThrownBy(() -> ImageDecoder.standard().read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("animated WebP");
  }

  @Test
  void truncatedJpegIsRefused() {
    byte[] jpeg = PictureFiles.encoded(Pictures.noise(200, 100, 1), "jpeg");
    assertThatThrownBy(() -> decode(Arrays.copyOf(jpeg, jpeg.length / 2)))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("truncated");
  }

  @Test
  void profileIsAppliedOnce() throws IOException {
    byte[] jpeg = PictureFiles.encoded(Pictures.solid(16, 16, 60 << 16 | 180 << 8 | 90), "jpeg");
    BufferedImage image = decode(PictureFiles.jpegWithProfile(jpeg, IccProfiles.adobeRgb("RGB ")));
    int[] expected = IccProfiles.adobeToSrgb(60, 180, 90);
    assertThat(image.getRGB(8, 8) >> 8 & 0xff).isBetween(expected[1] - 4, expected[1] + 4);
    assertThat(image.getRGB(8, 8) & 0xff).isBetween(expected[2] - 4, expected[2] + 4);
  }

  @Test
  void jpegIsStillWrittenWithoutSubsampling() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 64; x++) {
      for (int y = 0; y < 64; y++) {
        image.setRGB(x, y, x % 2 == 0 ? 0xd02020 : 0x2020d0);
      }
    }
    Path file = folder.resolve("a.jpg");
    ImageEncoder.standard().write(image, file);
    assertThat(Pictures.meanDifference(image, ImageDecoder.standard().read(file))).isLessThan(5);
  }

  private static Path made(String name) {
    return SharedFiles.path("images/hostile/made/" + name);
  }

  private static BufferedImage decode(byte[] jpeg) throws IOException {
    return ImageDecoder.standard().read(new ByteArrayInputStream(jpeg), "a.jpg");
  }
}
