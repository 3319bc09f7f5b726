package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ICC profiles of gray and CMYK images; those of RGB are in {@link ImageDecoderTest}. */
class ImageProfilesTest {
  private static final int[] GRAYS = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY};

  @AfterEach
  void removePlugins() {
    Plugins.remove();
  }

  @Test
  void grayOfLinearLightIsBrightened() throws IOException {
    byte[] profile = IccProfiles.linearGray();
    for (boolean plugins : new boolean[] {false, true}) {
      Plugins.remove();
      if (plugins) {
        Plugins.add();
      }
      for (byte[] file : grayFiles(profile)) {
        BufferedImage image = ImageDecoder.standard().read(file, "a");
        for (int x = 0; x < 256; x += 15) {
          int expected = IccProfiles.linearToSrgb(x / 255.0);
          int pixel = image.getRGB(x, 4);
          assertThat(pixel & 0xff).isBetween(expected - 4, expected + 4);
          assertThat(pixel >> 16 & 0xff).isEqualTo(pixel & 0xff);
        }
      }
    }
  }

  private static List<byte[]> grayFiles(byte[] profile) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int type : GRAYS) {
      files.add(PictureFiles.pngWithProfile(PictureFiles.encoded(ramp(type), "png"), profile));
    }
    files.add(PictureFiles.jpegWithProfile(PictureFiles.encoded(ramp(GRAYS[0]), "jpeg"), profile));
    return files;
  }

  private static BufferedImage ramp(int type) {
    BufferedImage ramp = new BufferedImage(256, 8, type);
    int scale = type == BufferedImage.TYPE_USHORT_GRAY ? 257 : 1;
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 256; x++) {
        ramp.getRaster().setSample(x, y, 0, x * scale);
      }
    }
    return ramp;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.8, 2.2})
  void grayHasTheCurveOfItsProfile(double gamma) throws IOException {
    for (byte[] file : grayFiles(IccProfiles.gammaGray(gamma))) {
      BufferedImage image = ImageDecoder.standard().read(file, "a");
      for (int x = 0; x < 256; x += 15) {
        int expected = IccProfiles.linearToSrgb(Math.pow(x / 255.0, gamma));
        assertThat(image.getRGB(x, 4) & 0xff).isBetween(expected - 3, expected + 3);
      }
    }
  }

  @Test
  void grayTiffToo() throws IOException {
    for (int bits : new int[] {8, 16}) {
      TiffFile plain = TiffFile.of(1, bits);
      BufferedImage before = ImageDecoder.standard().read(plain.bytes(), "a.tif");
      byte[] file = TiffFile.of(1, bits).profile(IccProfiles.linearGray()).bytes();
      BufferedImage image = ImageDecoder.standard().read(file, "a.tif");
      for (int x = 0; x < TiffFile.WIDTH; x++) {
        int expected = IccProfiles.linearToSrgb((before.getRGB(x, 3) & 0xff) / 255.0);
        assertThat(image.getRGB(x, 3) & 0xff).isBetween(expected - 4, expected + 4);
      }
    }
  }

  @Test
  void palettesOfGrayToo() throws IOException {
    BufferedImage bits = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, fourGrays());
    for (int x = 0; x < 4; x++) {
      bits.getRaster().setSample(x, 0, 0, x);
    }
    byte[] png = PictureFiles.encoded(bits, "png");
    byte[] file = PictureFiles.pngWithProfile(png, IccProfiles.linearGray());
    BufferedImage image = ImageDecoder.standard().read(file, "a.png");
    for (int x = 0; x < 4; x++) {
      int expected = IccProfiles.linearToSrgb(x / 3.0);
      assertThat(image.getRGB(x, 0) & 0xff).isBetween(expected - 4, expected + 4);
    }
  }

  private static IndexColorModel fourGrays() {
    byte[] levels = {0, 85, (byte) 170, (byte) 255};
    return new IndexColorModel(2, 4, levels, levels, levels);
  }

  @Test
  void transparencyOfGrayStays() throws IOException {
    TiffFile file = TiffFile.of(1, 8).samples(2, 8).tag(338, 2);
    byte[] bytes = file.profile(IccProfiles.linearGray()).bytes();
    BufferedImage image = ImageDecoder.standard().keepAlpha(true).read(bytes, "a.tif");
    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
    assertThat(image.getRGB(9, 0) >>> 24).isEqualTo(255);
    assertThat(image.getRGB(9, 0) & 0xff).isGreaterThan(165);
  }

  /** The inks of this profile are red, green, blue and nothing. */
  @Test
  void inksAreThoseOfTheProfile() throws IOException {
    byte[] profile = IccProfiles.strangeInks();
    for (boolean plugins : new boolean[] {false, true}) {
      for (int bits : plugins ? new int[] {8, 16} : new int[] {8}) {
        if (plugins) {
          Plugins.add();
        }
        byte[] plain = TiffFile.of(5, bits).bytes();
        byte[] file = TiffFile.of(5, bits).profile(profile).bytes();
        int without = ImageDecoder.standard().read(plain, "a.tif").getRGB(19, 0);
        int with = ImageDecoder.standard().read(file, "a.tif").getRGB(19, 0);
        assertThat(without >> 16 & 0xff).as("full first ink").isLessThan(10);
        assertThat(with >> 16 & 0xff).as("full first ink, with profile").isGreaterThan(200);
      }
    }
  }
}
