package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageMetadata;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebP files, written by the plug-in that docs/dependencies.md names. */
class WebpTest {

  @TempDir static Path sharedFolder;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void makeModel() throws IOException {
    model = RandomNetwork.write(sharedFolder.resolve("network.safetensors"));
  }

  private static BufferedImage gradient(int type) {
    BufferedImage image = new BufferedImage(60, 40, type);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 60; x++) {
        image.setRGB(x, y, (4 * x) << 24 | (4 * x) << 16 | (6 * y) << 8 | 0x80);
      }
    }
    return image;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("a.webp");
    BufferedImage image = gradient(BufferedImage.TYPE_INT_RGB);
    ImageEncoder.standard().write(image, file);
    BufferedImage read = ImageDecoder.standard().read(file);
    int sum = 0;
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 60; x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum +=
              Math.abs((read.getRGB(x, y) >> shift & 0xff) - (image.getRGB(x, y) >> shift & 0xff));
        }
      }
    }
    assertThat(sum / 7200.0).as("mean difference").isLessThan(4);
    assertThat(ImageEncoder.standard().encode(image, "WebP")).isEqualTo(Files.readAllBytes(file));
    long faithful = Files.size(file);
    ImageEncoder.standard().jpegQuality(0.2f).write(image, file);
    assertThat(Files.size(file)).isLessThan(faithful);
  }

  @Test
  void transparencyIsKept() throws IOException {
    Path file = folder.resolve("a.webp");
    BufferedImage image = gradient(BufferedImage.TYPE_INT_ARGB);
    ImageEncoder.standard().write(image, file);
    BufferedImage read = ImageDecoder.standard().keepAlpha(true).read(file);
    for (int x = 0; x < 60; x++) {
      assertThat(read.getRGB(x, 7) >>> 24).isEqualTo(4 * x);
    }
  }

  @Test
  void metadataIsThatOfThePhoto() throws IOException {
    Path photo = folder.resolve("photo.png");
    ImageMetadata metadata = ImageMetadata.none().withSoftware("A camera");
    ImageEncoder.standard().metadata(metadata).write(gradient(BufferedImage.TYPE_INT_ARGB), photo);
    Path kept = folder.resolve("kept.webp");
    Path stripped = folder.resolve("stripped.webp");
    assertThat(Call.of(photo, "--model", model, "-o", kept).code()).isZero();
    assertThat(Call.of(photo, "--model", model, "-o", stripped, "--strip").code()).isZero();
    assertThat(Files.readString(kept, StandardCharsets.ISO_8859_1))
        .contains("VP8X", "ICCP", "EXIF", "XMP ", "CreatorTool=\"Stylizer");
    assertThat(Files.readString(stripped, StandardCharsets.ISO_8859_1))
        .contains("ICCP")
        .doesNotContain("EXIF", "XMP ");
    BufferedImage image = ImageDecoder.standard().keepAlpha(true).read(kept);
    BufferedImage same = ImageDecoder.standard().keepAlpha(true).read(stripped);
    for (int x = 0; x < 60; x++) {
      assertThat(image.getRGB(x, 9)).isEqualTo(same.getRGB(x, 9));
      assertThat(image.getRGB(x, 9) >>> 24).isEqualTo(4 * x);
    }
  }

  @Test
  void theLimitsOfTheFormatHold() throws IOException {
    Path file = Files.writeString(folder.resolve("a.webp"), "before");
    BufferedImage wide = new BufferedImage(16_384, 1, BufferedImage.TYPE_INT_RGB);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageEncoder.standard().write(wide, file))
        .withMessageContainingAll("a.webp", "16384 x 1", "16383");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageEncoder.standard().depth(16).encode(wide, "webp"))
        .withMessageContaining("8 bits per channel");
    assertThat(file).hasContent("before");
    ImageEncoder.standard().write(wide.getSubimage(0, 0, 16_383, 1), file);
    assertThat(ImageDecoder.standard().info(file).width()).isEqualTo(16_383);
  }

  @Test
  void theCommandWritesThem() throws IOException {
    Path photo = NoiseImages.write(folder.resolve("photo.png"), 40, 30);
    Path painted = folder.resolve("painted.webp");
    Call call = Call.of(photo, "--model", model, "-o", painted);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(ImageDecoder.standard().info(painted).format()).isEqualTo("WEBP");
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    Object[] toPipe = {photo, "--model", model, "-o", "-", "--format", "webp"};
    Call piped = Call.piped(InputStream.nullInputStream(), image, toPipe);
    assertThat(piped.code()).as(piped.err()).isZero();
    assertThat(image.toByteArray()).isEqualTo(Files.readAllBytes(painted));
  }

  /** Before any work. */
  @Test
  void tooLargeAResultIsRefused() throws IOException {
    Path photo = NoiseImages.write(folder.resolve("photo.png"), 40, 30);
    Call.of(photo, "--model", model, "-o", folder.resolve("a.webp"), "--size", 20_000)
        .failed(1, "a.webp", "20000 x 15000", "16383 along a side");
  }
}
