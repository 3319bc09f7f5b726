package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.internal.io.FileLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of image files, each at the limit and one past it. */
@ExtendWith(WithPlugins.class)
class ImageLimitsTest {
  private static final int METADATA = FileLimits.IMAGE_METADATA_BYTES;

  /** Flags of WebP files. */
  private static final int EXIF = 8;

  private static final int PROFILE = 0x20;

  @TempDir Path folder;

  /** 178,956,970 = 54610 x 3277 = 65500 x 2732 + 10,970. */
  @ParameterizedTest
  @CsvSource({"54610, 3277", "3277, 54610", "65500, 2732", "2732, 65500"})
  void pixelsAndSidesUpToTheLimitAreDecoded(int width, int height) throws IOException {
    Path png = png(width, height);
    assertThatThrownBy(() -> ImageDecoder.standard().maxSize(8).read(png))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("truncated");
  }

  @ParameterizedTest
  @CsvSource({
    "54611, 3277, 178956970 in total",
    "54610, 3278, 178956970 in total",
    "65500, 2733, 178956970 in total",
    "65501, 1, 65500 per side",
    "1, 65501, 65500 per side"
  })
  void onePixelMoreIsRefused(int width, int height, String limit) throws IOException {
    Path png = png(width, height);
    assertThatThrownBy(() -> ImageDecoder.standard().maxSize(8).read(png))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(width + " x " + height + " pixels, but the limit is " + limit);
  }

  /** A file whose header declares a size; its pixels are missing. */
  private Path png(int width, int height) throws IOException {
    byte[] png = PictureFiles.encoded(Pictures.smooth(8, 8), "png");
    ByteBuffer header = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    return Files.write(folder.resolve("a.png"), png);
  }

  @Test
  void streamsAreReadUpToALimit() throws IOException {
    int most = FileLimits.IMAGE_BYTES_IN_MEMORY;
    Endless endless = new Endless();
    assertThatThrownBy(() -> ImageDecoder.standard().read(endless, "the upload"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("the upload: has more than 536870912 bytes, the limit for images in memory");
    assertThat(endless.count).isEqualTo(most + 1L);
  }

  /** What follows the end of a PNG image is not looked at. */
  @Test
  void imagesInMemoryHaveTheSameLimit() throws IOException {
    int most = FileLimits.IMAGE_BYTES_IN_MEMORY;
    byte[] png = PictureFiles.encoded(Pictures.smooth(8, 8), "png");
    assertThat(ImageDecoder.standard().read(Arrays.copyOf(png, most), "a.png").getWidth())
        .isEqualTo(8);
    byte[] more = Arrays.copyOf(png, most + 1);
    assertThatThrownBy(() -> ImageDecoder.standard().read(more, "a.png"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("536870912 bytes");
  }

  private static final class Endless extends InputStream {
    private long count;

    @Override
    public int read() {
      count++;
      return 0;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      count += length;
      return length;
    }
  }

  @Test
  void profilesOfPngAreInflatedUpToALimit() {
    assertThat(PngChunks.inflateProfile(profileChunk(METADATA))).hasSize(METADATA);
    assertThat(PngChunks.inflateProfile(profileChunk(METADATA + 1))).isNull();
  }

  private static byte[] profileChunk(int inflated) {
    byte[] deflated = PictureFiles.deflated(new byte[inflated]);
    byte[] chunk =
        Arrays.copyOf("test\0\0".getBytes(StandardCharsets.US_ASCII), 6 + deflated.length);
    System.arraycopy(deflated, 0, chunk, 6, deflated.length);
    return chunk;
  }

  @Test
  void someSegmentsOfJpegAreSearchedForMetadata() throws IOException {
    int most = FileLimits.JPEG_METADATA_SEGMENTS;
    assertThat(metadataSegments(most - 1)).isEqualTo(most - 1);
    assertThat(metadataSegments(most)).isEqualTo(most);
    assertThat(metadataSegments(most + 1)).isEqualTo(most);
  }

  private static int metadataSegments(int count) throws IOException {
    ByteBuffer jpeg = ByteBuffer.allocate(2 + 4 * count).putShort((short) 0xffd8);
    for (int i = 0; i < count; i++) {
      jpeg.putShort((short) 0xffe1).putShort((short) 2);
    }
    return JpegMarkers.head(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.array())))
        .metadata()
        .size();
  }

  /** EXIF data that is too large counts as missing: the image is not turned. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "webp"})
  void exifDataIsReadUpToALimit(String format) throws IOException {
    byte[] exif = PictureFiles.exif(6);
    for (int length : new int[] {METADATA, METADATA + 1}) {
      byte[] padded = Arrays.copyOf(exif, length);
      byte[] file =
          format.equals("png") ? pngWithExif(padded) : PictureFiles.webp(EXIF, "EXIF", padded);
      assertThat(ImageDecoder.standard().info(write(file)).width())
          .isEqualTo(length == METADATA ? 1 : 2);
    }
  }

  private static byte[] pngWithExif(byte[] exif) {
    return PictureFiles.withChunk(PictureFiles.encoded(Pictures.smooth(2, 1), "png"), "eXIf", exif);
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(folder.resolve("a"), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray.tif", "rgb.tif", "cmyk.tif", "a.webp"})
  void profilesOfTiffAndWebpHaveALimit(String name) throws IOException {
    byte[] largest = withProfile(name, new byte[METADATA]);
    assertThat(ImageDecoder.standard().read(largest, name).getWidth()).isGreaterThan(0);
    byte[] larger = withProfile(name, new byte[METADATA + 1]);
    assertThatThrownBy(() -> ImageDecoder.standard().read(larger, name))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("its color profile has 16777217 bytes, but the limit is 16777216");
  }

  private static byte[] withProfile(String name, byte[] profile) {
    return switch (name) {
      case "gray.tif" -> TiffFile.of(1, 8).profile(profile).bytes();
      case "rgb.tif" -> TiffFile.of(2, 8).profile(profile).bytes();
      case "cmyk.tif" -> TiffFile.of(5, 8).profile(profile).bytes();
      default -> PictureFiles.webp(PROFILE, "ICCP", profile);
    };
  }

  @Test
  void directoriesOfTiffHaveALimit() throws IOException {
    int most = FileLimits.TIFF_ENTRIES;
    byte[] file = entries(most);
    assertThat(ImageDecoder.standard().read(file, "a.tif").getWidth()).isEqualTo(TiffFile.WIDTH);
    byte[] more = entries(most + 1);
    assertThatThrownBy(() -> ImageDecoder.standard().read(more, "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("its directory has 1001 entries, but the limit is 1000");
  }

  /** A directory of EXIF data with more entries counts as damaged: the image is not turned. */
  @Test
  void directoriesOfExifDataHaveTheSameLimit() throws IOException {
    int most = FileLimits.TIFF_ENTRIES;
    for (int count : new int[] {most, most + 1}) {
      byte[] turned = PictureFiles.exif(6);
      ByteBuffer exif = ByteBuffer.wrap(Arrays.copyOf(turned, turned.length + 12 * count));
      exif.putShort(8, (short) count);
      assertThat(ImageDecoder.standard().info(write(pngWithExif(exif.array()))).width())
          .isEqualTo(count == most ? 1 : 2);
    }
  }

  private static byte[] entries(int count) {
    TiffFile file = TiffFile.of(1, 8);
    // Ten tags describe the image; these are private.
    for (int i = 10; i < count; i++) {
      file.tag(40_000 + i, i);
    }
    byte[] bytes = file.bytes();
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.getShort(header.getInt(4))).isEqualTo((short) count);
    return bytes;
  }

  @Test
  void someDirectoriesOfTiffAreSearchedForCameraRawData() throws IOException {
    int most = FileLimits.TIFF_DIRECTORIES;
    byte[] raw = directories(most);
    assertThatThrownBy(() -> ImageDecoder.standard().read(raw, "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("a camera raw photo");
    byte[] photo = directories(most + 1);
    assertThat(ImageDecoder.standard().read(photo, "a.tif").getWidth()).isEqualTo(TiffFile.WIDTH);
  }

  /** A chain of directories with one entry each, after that of the image; the last one is DNG's. */
  private static byte[] directories(int count) {
    int length = 2 + 12 + 4;
    byte[] image = TiffFile.of(1, 8).bytes();
    ByteBuffer file = ByteBuffer.wrap(Arrays.copyOf(image, image.length + (count - 1) * length));
    file.order(ByteOrder.LITTLE_ENDIAN);
    int first = file.getInt(4);
    file.putInt(first + 2 + 12 * file.getShort(first), image.length).position(image.length);
    for (int i = 2; i <= count; i++) {
      int tag = i < count ? 50_000 : 50_706;
      file.putShort((short) 1).putShort((short) tag).putShort((short) 3).putInt(1).putInt(1);
      file.putInt(i < count ? file.position() + 4 : 0);
    }
    return file.array();
  }

  @ParameterizedTest
  @CsvSource({
    "2048, 2048, true",
    "2048, 2064, false",
    "2064, 2048, false",
    "16, 262144, true",
    "16, 262160, false"
  })
  void tilesOfSmallImagesHaveALimit(int width, int height, boolean accepted) {
    assertThat((long) width * height <= FileLimits.TIFF_TILE_PIXELS).isEqualTo(accepted);
    byte[] file = TiffFile.of(1, 8).deflated(1).tiles(width, height).bytes();
    assertThat(file).hasSizeLessThan(1 << 20);
    if (accepted) {
      assertThatNoException().isThrownBy(() -> ImageDecoder.standard().read(file, "a.tif"));
    } else {
      assertThatThrownBy(() -> ImageDecoder.standard().read(file, "a.tif"))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining(
              "an image of 20 x 12 pixels has tiles of " + width + " x " + height);
    }
  }

  @ParameterizedTest
  @CsvSource({"2112, 2112, true", "2128, 2112, false", "2112, 2128, false"})
  void tilesOfLargeImagesAreNoLargerThanThese(int width, int height, boolean accepted)
      throws IOException {
    int side = 2112;
    assertThat(side * side).isGreaterThan(FileLimits.TIFF_TILE_PIXELS);
    byte[] file = PictureFiles.tiff(side, width, height);
    if (accepted) {
      assertThat(ImageDecoder.standard().read(file, "a.tif").getWidth()).isEqualTo(side);
    } else {
      assertThatThrownBy(() -> ImageDecoder.standard().read(file, "a.tif"))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining("has tiles of " + width + " x " + height);
    }
  }
}
