package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.imaging.ImageFormat;
import org.apache.commons.imaging.ImageFormats;
import org.apache.commons.imaging.Imaging;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private static final BufferedImage SMOOTH = Pictures.smooth(64, 40);

  @TempDir Path folder;

  @BeforeAll
  static void withoutPlugins() {
    Plugins.remove();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void losslessFilesComeBackExactly(String format) throws IOException {
    assertSame(SMOOTH, decode(PictureFiles.encoded(SMOOTH, format), "a." + format));
  }

  @Test
  void formatsOfTheImagingLibraryComeBackExactly() throws IOException {
    for (ImageFormat format : List.of(ImageFormats.PPM, ImageFormats.PAM, ImageFormats.PCX)) {
      byte[] file = Imaging.writeImageToBytes(SMOOTH, format);
      assertSame(SMOOTH, decode(file, "a." + format.getName()));
    }
    assertSame(SMOOTH, decode(PictureFiles.psd(SMOOTH), "a.psd"));
  }

  @Test
  void oneIsBlackInPlainAndRawBitmaps() throws IOException {
    byte[] plain = "P1\n3 1\n1 0 1\n".getBytes(StandardCharsets.US_ASCII);
    byte[] raw = "P4\n3 1\n\u00a0".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Pictures.pixels(decode(plain, "a"))).containsExactly(0xff000000, -1, 0xff000000);
    assertThat(Pictures.pixels(decode(raw, "a"))).containsExactly(0xff000000, -1, 0xff000000);
  }

  @Test
  void jpegIsCloseAndTheNameDoesNotMatter() throws IOException {
    Path file = folder.resolve("really a jpeg.png");
    Files.write(file, PictureFiles.encoded(SMOOTH, "jpeg"));
    BufferedImage image = ImageDecoder.standard().read(file);
    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(Pictures.meanDifference(SMOOTH, image)).isLessThan(3);
    assertThat(ImageDecoder.standard().info(file)).isEqualTo(new ImageInfo("JPEG", 64, 40, 1));
    assertThat(ImageDecoder.standard().maxPixels(1).info(Files.readAllBytes(file), "a photo"))
        .as("whatever the limits")
        .isEqualTo(new ImageInfo("JPEG", 64, 40, 1));
  }

  /** Where the four corners of the stored picture belong, from the table of the EXIF standard. */
  @ParameterizedTest
  @CsvSource({
    "1, false, 0 1 2 3", "2, false, 1 0 3 2", "3, false, 3 2 1 0", "4, false, 2 3 0 1",
    "5, true, 0 2 1 3", "6, true, 2 0 3 1", "7, true, 3 1 2 0", "8, true, 1 3 0 2",
    "0, false, 0 1 2 3", "9, false, 0 1 2 3", "65535, false, 0 1 2 3"
  })
  void orientationIsUndone(int orientation, boolean turned, String corners) throws IOException {
    byte[] png = PictureFiles.encoded(SMOOTH, "png");
    byte[] jpeg = PictureFiles.jpegWithExif(PictureFiles.encoded(SMOOTH, "jpeg"), orientation);
    BufferedImage upright =
        decode(PictureFiles.withChunk(png, "eXIf", PictureFiles.exif(orientation)), "a.png");
    BufferedImage lossy = decode(jpeg, "a.jpg");
    assertThat(upright.getWidth()).isEqualTo(turned ? 40 : 64);
    int[] stored = corners(SMOOTH);
    int[] expected =
        Arrays.stream(corners.split(" ")).mapToInt(i -> stored[Integer.parseInt(i)]).toArray();
    assertThat(corners(upright)).isEqualTo(expected);
    assertThat(Pictures.meanDifference(upright, lossy)).isLessThan(3);
    Path file = Files.write(folder.resolve("a.jpg"), jpeg);
    int valid = orientation >= 1 && orientation <= 8 ? orientation : 1;
    assertThat(ImageDecoder.standard().info(file))
        .isEqualTo(new ImageInfo("JPEG", upright.getWidth(), upright.getHeight(), valid));
  }

  @Test
  void orientationOfTiffIsUndone() throws IOException {
    BufferedImage image = decode(PictureFiles.tiff(6), "a.tif");
    assertThat(image.getWidth()).isEqualTo(1);
    assertThat(Pictures.pixels(image)).containsExactly(0xff0a0a0a, 0xff646464, 0xffc8c8c8);
    assertThat(Pictures.pixels(decode(PictureFiles.tiff(8), "a.tif")))
        .containsExactly(0xffc8c8c8, 0xff646464, 0xff0a0a0a);
  }

  @Test
  void damagedExifCountsAsUpright() throws IOException {
    byte[] jpeg = PictureFiles.encoded(SMOOTH, "jpeg");
    byte[] exif = Arrays.copyOf(PictureFiles.exif(6), 12);
    BufferedImage image = decode(PictureFiles.withSegment(jpeg, 0xe1, "Exif\0\0", exif), "a.jpg");
    assertSame(decode(jpeg, "a.jpg"), image);
  }

  @Test
  void embeddedProfilesAreApplied() throws IOException {
    int[] expected = IccProfiles.adobeToSrgb(60, 180, 90);
    BufferedImage solid = Pictures.solid(16, 16, 60 << 16 | 180 << 8 | 90);
    byte[] profile = IccProfiles.adobeRgb("RGB ");
    byte[] png = PictureFiles.pngWithProfile(PictureFiles.encoded(solid, "png"), profile);
    byte[] jpeg = PictureFiles.jpegWithProfile(PictureFiles.encoded(solid, "jpeg"), profile);
    byte[] tiff = PictureFiles.encoded(IccProfiles.withProfile(solid, profile), "tiff");
    assertThat(expected[0]).as("the case tests nothing if the color stays").isLessThan(40);
    for (BufferedImage image :
        List.of(decode(png, "a.png"), decode(jpeg, "a.jpg"), decode(tiff, "a.tif"))) {
      int pixel = image.getRGB(8, 8);
      assertThat(pixel >> 16 & 0xff).isBetween(expected[0] - 4, expected[0] + 4);
      assertThat(pixel >> 8 & 0xff).isBetween(expected[1] - 4, expected[1] + 4);
      assertThat(pixel & 0xff).isBetween(expected[2] - 4, expected[2] + 4);
    }
  }

  @Test
  void profileLeavesTransparencyAlone() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x70 << 24 | 60 << 16 | 180 << 8 | 90);
    byte[] png = PictureFiles.encoded(image, "png");
    byte[] file = PictureFiles.pngWithProfile(png, IccProfiles.adobeRgb("RGB "));
    int pixel =
        ImageDecoder.standard()
            .keepAlpha(true)
            .read(new ByteArrayInputStream(file), "a.png")
            .getRGB(0, 0);
    assertThat(pixel >>> 24).isEqualTo(0x70);
    assertThat(pixel >> 16 & 0xff).isLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lab ", "YCbr", "CMYK", "GRAY", "XYZ ", "zzzz"})
  void profilesOfOtherSpacesAreIgnored(String space) throws IOException {
    byte[] profile = IccProfiles.adobeRgb(space);
    assertProfileIsIgnored(profile);
  }

  @Test
  void damagedProfilesAreIgnored() throws IOException {
    for (byte[] profile : IccProfiles.damaged()) {
      assertProfileIsIgnored(profile);
    }
  }

  private static void assertProfileIsIgnored(byte[] profile) throws IOException {
    byte[] png = PictureFiles.encoded(SMOOTH, "png");
    byte[] jpeg = PictureFiles.encoded(SMOOTH, "jpeg");
    assertSame(SMOOTH, decode(PictureFiles.pngWithProfile(png, profile), "a.png"));
    BufferedImage plain = decode(jpeg, "a.jpg");
    assertSame(plain, decode(PictureFiles.jpegWithProfile(jpeg, profile), "a.jpg"));
    assertSame(SMOOTH, decode(PictureFiles.psd(SMOOTH, profile), "a.psd"));
    for (int photometric : new int[] {1, 2, 5}) {
      byte[] without = TiffFile.of(photometric, 8).bytes();
      byte[] with = TiffFile.of(photometric, 8).profile(profile).bytes();
      assertSame(decode(without, "a.tif"), decode(with, "a.tif"));
    }
  }

  @Test
  void gifFrameLargerThanItsScreenCountsAsAWhole() throws IOException {
    byte[] gif = PictureFiles.encoded(Pictures.solid(64, 64, 0x0000ff), "gif");
    gif[6] = 1;
    gif[8] = 1;
    ImageDecoder exact = ImageDecoder.standard().maxPixels(64 * 64);
    assertThat(exact.read(gif, "a.gif").getWidth()).isEqualTo(1);
    assertThatThrownBy(() -> exact.maxPixels(64 * 64 - 1).read(gif, "a.gif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a.gif: the image is 64 x 64 pixels, but the limit is 4095 in total");
  }

  @Test
  void gifFrameIsPutInItsPlace() throws IOException {
    // A screen of 4 x 3 with one frame of 1 x 1 at column 2, row 1; its only pixel is blue.
    byte[] gif = PictureFiles.encoded(Pictures.solid(1, 1, 0x0000ff), "gif");
    gif[6] = 4;
    gif[8] = 3;
    int frame = new String(gif, StandardCharsets.ISO_8859_1).lastIndexOf(",\0\0\0\0\1\0\1\0");
    gif[frame + 1] = 2;
    gif[frame + 3] = 1;
    BufferedImage image = decode(gif, "a.gif");
    BufferedImage expected = Pictures.solid(4, 3, 0xffffff);
    expected.setRGB(2, 1, 0x0000ff);
    assertSame(expected, image);
  }

  @Test
  void chunksThatInflateWithoutEndAreHarmless() throws IOException {
    byte[] png = PictureFiles.encoded(SMOOTH, "png");
    byte[] bomb = PictureFiles.deflated(new byte[100 << 20]);
    for (String type : List.of("iCCP", "zTXt")) {
      byte[] content = new byte[bomb.length + 6];
      System.arraycopy("test\0\0".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 6);
      System.arraycopy(bomb, 0, content, 6, bomb.length);
      assertSame(SMOOTH, decode(PictureFiles.withChunk(png, type, content), "a.png"));
    }
  }

  @Test
  void transparencyIsCompositedOverWhiteOrKept() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 0, 0xff102030);
    byte[] png = PictureFiles.encoded(image, "png");
    assertThat(Pictures.pixels(decode(png, "a.png")))
        .containsExactly(0xffffffff, 0xff7f7f7f, 0xff102030);
    BufferedImage kept =
        ImageDecoder.standard().keepAlpha(true).read(new ByteArrayInputStream(png), "a.png");
    assertThat(kept.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
    assertThat(Pictures.pixels(kept)).isEqualTo(Pictures.pixels(image));
    byte[] opaque = PictureFiles.encoded(SMOOTH, "png");
    assertThat(
            ImageDecoder.standard()
                .keepAlpha(true)
                .read(new ByteArrayInputStream(opaque), "a.png")
                .getType())
        .isEqualTo(BufferedImage.TYPE_INT_RGB);
  }

  @Test
  void grayKeepsItsStoredValues() throws IOException {
    BufferedImage bytes = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage words = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int x = 0; x < 256; x++) {
      bytes.getRaster().setSample(x, 0, 0, x);
      words.getRaster().setSample(x, 0, 0, x * 257);
    }
    for (BufferedImage ramp : List.of(bytes, words)) {
      BufferedImage image = decode(PictureFiles.encoded(ramp, "png"), "a.png");
      for (int x = 0; x < 256; x++) {
        assertThat(image.getRGB(x, 0)).isEqualTo(0xff000000 | x * 0x010101);
      }
    }
  }

  @Test
  void bytesAreReadAsAStreamOfThemIs() throws IOException {
    byte[] jpeg = PictureFiles.encoded(SMOOTH, "jpeg");
    byte[] before = jpeg.clone();
    assertSame(decode(jpeg, "a.jpg"), ImageDecoder.standard().read(jpeg, "a.jpg"));
    assertThat(jpeg).isEqualTo(before);
    assertThatThrownBy(() -> ImageDecoder.standard().maxSide(63).read(jpeg, "the upload"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("the upload: the image is 64 x 40 pixels, but the limit is 63 per side");
    assertThatThrownBy(() -> ImageDecoder.standard().read(new byte[0], "the upload"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("the upload: empty, expected an image");
    byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
    assertThatThrownBy(() -> ImageDecoder.standard().read(half, "the upload"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("the upload: ");
  }

  @Test
  void limitsHoldForTheHeader() throws IOException {
    byte[] png = PictureFiles.encoded(SMOOTH, "png");
    ImageDecoder exact = ImageDecoder.standard().maxPixels(64 * 40).maxSide(64);
    assertThat(exact.read(new ByteArrayInputStream(png), "a").getWidth()).isEqualTo(64);
    assertThatThrownBy(() -> exact.maxPixels(2559).read(new ByteArrayInputStream(png), "a.png"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a.png: the image is 64 x 40 pixels, but the limit is 2559 in total");
    assertThatThrownBy(() -> exact.maxSide(63).read(new ByteArrayInputStream(png), "a.png"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a.png: the image is 64 x 40 pixels, but the limit is 63 per side");
    assertThatIllegalArgumentException().isThrownBy(() -> exact.maxPixels(0));
    assertThatIllegalArgumentException().isThrownBy(() -> exact.maxSide(-1));
  }

  @Test
  void truncatedJpegIsRefusedButAMissingEndMarkerIsNot() throws IOException {
    byte[] jpeg = PictureFiles.encoded(Pictures.noise(200, 100, 1), "jpeg");
    byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
    byte[] withThumbnail =
        PictureFiles.withSegment(half, 0xe1, "Exif\0\0\u00ff\u00d9", new byte[9]);
    for (byte[] cut : List.of(half, withThumbnail)) {
      assertThatThrownBy(() -> decode(cut, "a.jpg"))
          .isInstanceOf(ImageFormatException.class)
          .hasMessage("a.jpg: the JPEG file is truncated: its data ends before the image does");
    }
    byte[] withoutEnd = Arrays.copyOf(jpeg, jpeg.length - 2);
    assertSame(decode(jpeg, "a.jpg"), decode(withoutEnd, "a.jpg"));
  }

  @Test
  void cmykJpegSaysWhatToAdd() throws IOException {
    byte[] jpeg = PictureFiles.cmykJpeg();
    assertThatThrownBy(() -> decode(jpeg, "a.jpg"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("com.twelvemonkeys.imageio:imageio-jpeg");
  }

  @Test
  void webpSaysWhatToAdd() {
    byte[] webp =
        ("RIFF\u001a\0\0\0WEBPVP8L\r\0\0\0/\0\0\0\u0010\u0007\u0010\u0011\u0011\u0088\u0088"
                + "\u00fe\u0007\0")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> decode(webp, "a.webp"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("com.twelvemonkeys.imageio:imageio-webp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "just some words | text (it begins with \"just some words\")",
        "<!DOCTYPE html><html>404</html> | an HTML page",
        "<svg xmlns='http://www.w3.org/2000/svg'/> | an SVG drawing",
        "x | text"
      })
  void whatIsNoPictureIsCalledByItsName(String content, String found) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> decode(bytes, "photo.jpg"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("photo.jpg: cannot be read as an image: found " + found)
        .hasMessageEndingWith("expected JPEG, PNG, GIF, BMP, TIFF, PBM, PGM, PPM, PAM, PSD or PCX");
  }

  @Test
  void whatIsNoFileIsCalledByItsName() throws IOException {
    ImageDecoder decoder = ImageDecoder.standard();
    Path missing = folder.resolve("missing.jpg");
    assertThatThrownBy(() -> decoder.read(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> decoder.info(missing)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> decoder.read(folder))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage(folder + ": is a directory, expected an image file");
    Path empty = Files.createFile(folder.resolve("empty.jpg"));
    assertThatThrownBy(() -> decoder.read(empty))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage(empty + ": the file is empty, expected an image");
    assertThatThrownBy(() -> decoder.read(InputStream.nullInputStream(), "stream"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("stream: empty, expected an image");
  }

  @Test
  void messagesStayOnOneLine() {
    assertThat(new ImageFormatException("a\nb", "c\r\nd\u2028e")).hasMessage("a b: c d e");
  }

  private static int[] corners(BufferedImage image) {
    int right = image.getWidth() - 1;
    int bottom = image.getHeight() - 1;
    return new int[] {
      image.getRGB(0, 0),
      image.getRGB(right, 0),
      image.getRGB(0, bottom),
      image.getRGB(right, bottom)
    };
  }

  private static BufferedImage decode(byte[] file, String name) throws IOException {
    return ImageDecoder.standard().read(new ByteArrayInputStream(file), name);
  }

  private static void assertSame(BufferedImage expected, BufferedImage actual) {
    assertThat(actual.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
    assertThat(Pictures.pixels(actual)).isEqualTo(Pictures.pixels(expected));
  }
}
