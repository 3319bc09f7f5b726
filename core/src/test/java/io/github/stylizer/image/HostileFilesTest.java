package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of images/hostile/MANIFEST.tsv does what that says. */
class HostileFilesTest {
  private static final String FOLDER = "images/hostile/";

  /** What the manifest leaves open, or describes in words of its own. */
  private static final Set<String> REFUSED =
      Set.of(
          "bad-ihdr-crc.png",
          "bomb-header-2147483647.png",
          "bomb-header-46341.png",
          "bomb-header-60000.bmp",
          "bomb-header-60000x60000.png",
          "bomb-header-65500.jpg",
          "bomb-real-20000x20000-gray.png",
          "cmyk-im.jpg",
          "cmyk-noadobe-pil.jpg",
          "directory.jpg/",
          "hidden-not-image.png.txt",
          "tiff-16bit-be.tif",
          "truncated-half.jpg",
          "truncated-progressive.jpg",
          "vector.svg",
          "webp-alpha.webp",
          "webp-animated.webp",
          "webp-lossless.webp",
          "webp-lossy.webp");

  /** May decode or be refused, depending on the JDK. */
  private static final Set<String> EITHER = Set.of("arithmetic.jpg");

  @BeforeAll
  static void withoutPlugins() {
    Plugins.remove();
  }

  record Entry(String file, String expected) {
    String name() {
      return file.substring(file.indexOf('/') + 1);
    }

    boolean isRefused() {
      return REFUSED.contains(name())
          || expected.startsWith("clean error")
          || name().equals("LICENSE");
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Entry> entries() throws IOException {
    Path manifest = SharedFiles.path(FOLDER + "MANIFEST.tsv");
    try (Stream<String> lines = Files.lines(manifest)) {
      return lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cells -> new Entry(cells[0], cells[2]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void isDecodedOrRefusedInOneLine(Entry entry) throws IOException {
    Path file = SharedFiles.path(FOLDER + entry.file());
    if (EITHER.contains(entry.name())) {
      try {
        assertThat(ImageDecoder.standard().read(file).getWidth()).isEqualTo(320);
      } catch (ImageFormatException e) {
        assertThat(e).hasMessageContaining(entry.name());
      }
    } else if (entry.isRefused()) {
      assertThatThrownBy(() -> ImageDecoder.standard().read(file))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageStartingWith(file + ": ")
          .message()
          .doesNotContain("\n")
          .doesNotContain("null")
          .hasSizeLessThan(file.toString().length() + 250);
    } else {
      BufferedImage image = ImageDecoder.standard().read(file);
      ImageInfo info = ImageDecoder.standard().info(file);
      assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
      assertThat(image.getWidth()).isEqualTo(info.width());
      assertThat(image.getHeight()).isEqualTo(info.height());
      checkPicture(entry, image);
    }
  }

  private static void checkPicture(Entry entry, BufferedImage image) throws IOException {
    String expected = entry.expected();
    if (expected.contains("identical to base.png")) {
      assertThat(Pictures.pixels(image)).isEqualTo(Pictures.pixels(made("base.png")));
    } else if (expected.contains("same picture as base.png")
        || entry.name().equals("icc-wrong-space.jpg")
        || entry.name().equals("tiff-cmyk.tif")) {
      assertThat(Pictures.meanDifference(image, made("base.png"))).isLessThan(4);
    } else if (expected.contains("equal exif-1.jpg")) {
      assertThat(Pictures.meanDifference(image, made("exif-1.jpg"))).isLessThan(4);
    }
  }

  private static BufferedImage made(String name) throws IOException {
    return ImageDecoder.standard().read(SharedFiles.path(FOLDER + "made/" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Landscape", "Portrait"})
  void photosOfAllOrientationsAgree(String set) throws IOException {
    BufferedImage first = photo(set, 1);
    assertThat(first.getWidth() > first.getHeight()).isEqualTo(set.equals("Landscape"));
    for (int orientation = 0; orientation <= 8; orientation++) {
      BufferedImage other = photo(set, orientation);
      assertThat(Pictures.meanDifference(first, other)).as(set + orientation).isLessThan(4);
    }
  }

  /** Shrunk, so that the numbers painted on the photos count little. */
  private static BufferedImage photo(String set, int orientation) throws IOException {
    String name = "exif-orientation/" + set + "_" + orientation + ".jpg";
    BufferedImage image = ImageDecoder.standard().read(SharedFiles.path(FOLDER + name));
    return ImageResize.longerSide(image, 90);
  }

  @Test
  void topDownBitmapIsTheOtherOneFlipped() throws IOException {
    BufferedImage flipped = Orientation.apply(made("bmp-24.bmp"), 4);
    assertThat(Pictures.pixels(made("bmp-topdown.bmp"))).isEqualTo(Pictures.pixels(flipped));
  }

  @Test
  void grayRampStaysARamp() throws IOException {
    BufferedImage ramp = made("png-16bit-gray.png");
    for (int y = 0; y < 180; y++) {
      int pixel = ramp.getRGB(0, y);
      int gray = pixel & 0xff;
      assertThat(pixel).isEqualTo(0xff000000 | gray * 0x010101);
      assertThat(gray).isBetween(255 * y / 179 - 1, 255 * y / 179 + 2);
    }
  }

  @Test
  void firstFramesAndPagesAreTaken() throws IOException {
    assertThat(Pictures.meanDifference(made("animated.gif"), made("base.png"))).isLessThan(5);
    assertThat(Pictures.pixels(made("tiff-multipage.tif")))
        .isEqualTo(Pictures.pixels(made("base.png")));
  }

  @Test
  void pixmapsOfAllKindsAreTheSamePicture() throws IOException {
    for (String name : List.of("pnm-p3.ppm", "pnm-p6.ppm", "pnm-p6-16bit.ppm")) {
      assertThat(Pictures.maxDifference(made(name), made("base.png"))).as(name).isLessThan(2);
    }
    assertThat(Pictures.maxDifference(made("pnm-p6-maxval100.ppm"), made("base.png")))
        .isLessThan(4);
    assertThat(Pictures.pixels(made("pnm-p1.pbm"))).isEqualTo(Pictures.pixels(made("pnm-p4.pbm")));
    assertThat(Pictures.pixels(made("pnm-p2.pgm"))).isEqualTo(Pictures.pixels(made("pnm-p5.pgm")));
  }

  @Test
  void transparentPicturesFadeToWhite() throws IOException {
    assertThat(Pictures.pixels(made("png-rgba-fully-transparent.png"))).containsOnly(-1);
    BufferedImage gradient = made("png-rgba-gradient.png");
    assertThat(gradient.getRGB(0, 90)).isEqualTo(-1);
    assertThat(gradient.getRGB(319, 90)).isEqualTo(made("base.png").getRGB(319, 90));
  }
}
