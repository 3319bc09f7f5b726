package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.imaging.ImageFormats;
import org.apache.commons.imaging.Imaging;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files give a picture within the limits or an {@link IOException}, nothing else. */
class FuzzedFilesTest {
  private static final int ROUNDS = 200;

  @BeforeAll
  static void withoutPlugins() {
    Plugins.remove();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "png",
        "png+exif",
        "jpeg",
        "jpeg+exif",
        "jpeg+icc",
        "bmp",
        "gif",
        "tiff",
        "ppm",
        "pcx",
        "psd"
      })
  @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damagedFilesAreRefusedOrDecoded(String kind) throws IOException {
    byte[] file = file(kind);
    ImageDecoder decoder = ImageDecoder.standard().maxPixels(1_000_000);
    Random random = new Random(kind.hashCode());
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damaged(file, random);
      try {
        BufferedImage image = decoder.read(new ByteArrayInputStream(damaged), "a." + kind);
        assertThat((long) image.getWidth() * image.getHeight()).isLessThanOrEqualTo(1_000_000);
      } catch (ImageFormatException e) {
        assertThat(e.getMessage()).startsWith("a." + kind + ": ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).as("some damage must be found").isPositive();
  }

  private static byte[] file(String kind) throws IOException {
    BufferedImage image = Pictures.smooth(40, 30);
    byte[] jpeg = PictureFiles.encoded(image, "jpeg");
    byte[] png = PictureFiles.encoded(image, "png");
    return switch (kind) {
      case "jpeg+exif" -> PictureFiles.jpegWithExif(jpeg, 6);
      case "jpeg+icc" -> PictureFiles.jpegWithProfile(jpeg, IccProfiles.adobeRgb("RGB "));
      case "png+exif" -> PictureFiles.withChunk(png, "eXIf", PictureFiles.exif(6));
      case "ppm" -> Imaging.writeImageToBytes(image, ImageFormats.PPM);
      case "pcx" -> Imaging.writeImageToBytes(image, ImageFormats.PCX);
      case "psd" -> PictureFiles.psd(image);
      default -> PictureFiles.encoded(image, kind);
    };
  }

  /** Changes some bytes, most of them near the beginning, where lengths and sizes are. */
  private static byte[] damaged(byte[] file, Random random) {
    byte[] damaged =
        random.nextInt(8) == 0
            ? Arrays.copyOf(file, 1 + random.nextInt(file.length))
            : file.clone();
    int reach = random.nextBoolean() ? damaged.length : Math.min(damaged.length, 150);
    int changes = 1 + random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(reach);
      switch (random.nextInt(3)) {
        case 0 -> damaged[at] = (byte) random.nextInt();
        case 1 -> damaged[at] = 0;
        default ->
            Arrays.fill(
                damaged,
                at,
                Math.min(damaged.length, at + 4),
                (byte) (random.nextBoolean() ? 0x7f : 0xff));
      }
    }
    return damaged;
  }
}
