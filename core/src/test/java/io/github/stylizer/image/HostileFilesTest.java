package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of images/hostile/MANIFEST.tsv does what that says. */
class HostileFilesTest {
  private static final String FOLDER = "images/hostile/";

  /** What the manifest leaves open, or describes in words of its own. */
  private static final Set<String> REFUSED =
      Set.of(
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
          "truncated-half.jpg",
          "truncated-progressive.jpg",
          "vector.svg",
          "webp-alpha.webp",
          "webp-animated.webp",
          "webp-lossless.webp",
          "webp-lossy.webp");

  /** May decode or be refused, depending on the JDK. */
  private static final Set<String> EITHER = Set.of("arithmetic.jpg");

  record Entry(String file, String what, String expected, String jdk) {
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
          .map(cells -> new Entry(cells[0], cells[1], cells[2], cells[4]))
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
    } else if (expected.contains("same picture as base.png")) {
      assertThat(Pictures.meanDifference(image, made("base.png"))).isLessThan(4);
    } else if (expected.contains("equal exif-1.jpg")) {
      assertThat(Pictures.meanDifference(image, made("exif-1.jpg"))).isLessThan(4);
    }
  }

  private static BufferedImage made(String name) throws IOException {
    return ImageDecoder.standard().read(SharedFiles.path(FOLDER + "made/" + name));
  }
}
