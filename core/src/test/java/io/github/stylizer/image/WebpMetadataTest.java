package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.stylizer.internal.image.ColorProfile;
import io.github.stylizer.internal.image.PixelLimit;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chunks around a WebP image that say what the photo was. */
class WebpMetadataTest {
  /** A lossy image of 16 x 16 pixels, without a header of its own. */
  private static final byte[] LOSSY =
      Base64.getDecoder()
          .decode(
              "UklGRjYAAABXRUJQVlA4ICoAAABQAQCdASoQABAABUB8JbAABYwAAP7K9yDNT7l9kX/BvJVXf/ihK2xoAAA=");

  private static WebpChunks chunks(byte[] file) throws IOException {
    return WebpChunks.read(ImageSource.of(file, "a", PixelLimit.DEFAULT, Deadline.after(null)));
  }

  private static ImageMetadata photo(String format) throws IOException {
    byte[] file = MetadataFiles.photo(format, ByteOrder.LITTLE_ENDIAN, 6);
    return ImageDecoder.standard().metadata(file, "photo").withSoftware("Test 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif", "webp"})
  void itIsThatOfThePhotoWithoutTheLocation(String format) throws IOException {
    byte[] file = WebpMetadata.added(LOSSY, photo(format), 16, 16);
    assertThat(chunks(file).size().width).isEqualTo(16);
    assertThat(chunks(file).profile()).isEqualTo(ColorProfile.srgb());
    ImageMetadata read = ImageDecoder.standard().metadata(file, "a");
    var tags =
        MetadataFiles.exif(
            ImageEncoder.standard().metadata(read).encode(Pictures.smooth(16, 16), "jpg"));
    assertThat(tags.getFieldValue(TiffTagConstants.TIFF_TAG_ARTIST)[0]).isEqualTo("Ada");
    assertThat(tags.getFieldValue(TiffTagConstants.TIFF_TAG_SOFTWARE)[0]).isEqualTo("Test 1");
    assertThat(new String(chunks(file).xmp(), StandardCharsets.UTF_8))
        .contains("Test 1")
        .doesNotContain("GPS");
    byte[] place = WebpMetadata.added(LOSSY, photo(format).withLocation(), 16, 16);
    assertThat(place.length).isGreaterThan(file.length);
  }

  @Test
  void theImageIsAsItWas() throws IOException {
    byte[] file = WebpMetadata.added(LOSSY, photo("jpg"), 16, 16);
    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .startsWith("RIFF")
        .contains(
            new String(Arrays.copyOfRange(LOSSY, 12, LOSSY.length), StandardCharsets.ISO_8859_1));
    assertThat(Imaging.getImageSize(file).width).isEqualTo(16);
    assertThat(chunks(WebpMetadata.added(file, ImageMetadata.none(), 16, 16)).exif())
        .as("what a plug-in wrote of its own is replaced")
        .isEmpty();
  }

  @Test
  void sidesAndTransparencyAreAnnounced() throws IOException {
    byte[] frame = PictureFiles.webp(0, "XXXX", new byte[0]);
    assertThat(WebpMetadata.added(frame, ImageMetadata.none(), 2, 1)[20] & 0x10).isZero();
    // The last bits of the sides, of 14 bytes of data.
    frame[frame.length - 10] |= 0x10;
    byte[] file = WebpMetadata.added(frame, ImageMetadata.none(), 2, 1);
    assertThat(file[20] & 0x10).as("VP8L says that it has alpha").isEqualTo(0x10);
    assertThat(file[20] & 0x0c).isZero();
    assertThat(WebpMetadata.added(LOSSY, ImageMetadata.none(), 16, 16)[20] & 0x10).isZero();
    byte[] large = WebpMetadata.added(LOSSY, ImageMetadata.none(), 16_383, 16_000);
    assertThat(Arrays.copyOfRange(large, 24, 30)).containsExactly(0xfe, 0x3f, 0, 0x7f, 0x3e, 0);
  }

  @Test
  void whatAPluginDidNotFinishIsRefused() {
    for (int length = 0; length < LOSSY.length - 1; length += 5) {
      byte[] file = Arrays.copyOf(LOSSY, length);
      if (length != 12) {
        assertThatIOException()
            .isThrownBy(() -> WebpMetadata.added(file, ImageMetadata.none(), 16, 16))
            .withMessageContaining("plug-in for WebP");
      }
    }
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 0};
    assertThatIOException()
        .isThrownBy(() -> WebpMetadata.added(png, ImageMetadata.none(), 16, 16))
        .withMessageContaining("another format");
  }
}
