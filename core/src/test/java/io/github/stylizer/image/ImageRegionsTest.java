package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.testing.SharedFiles;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions have the pixels of the whole image. */
class ImageRegionsTest {
  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void withoutPlugins() {
    Plugins.remove();
  }

  @ParameterizedTest
  @CsvSource({
    "png, false",
    "png, true",
    "jpeg, false",
    "jpeg, true",
    "tiff, false",
    "tiff, true",
    "others, false",
    "others, true"
  })
  void theyAreThoseOfTheWholeImage(String format, boolean plugins) throws IOException {
    Map<String, byte[]> files =
        switch (format) {
          case "png" -> RegionFiles.png();
          case "jpeg" -> RegionFiles.jpeg();
          case "tiff" -> RegionFiles.tiff();
          default -> RegionFiles.others();
        };
    if (plugins) {
      Plugins.add();
      files.put("cmyk.jpg", PictureFiles.cmykJpeg());
    }
    int read = 0;
    for (var file : files.entrySet()) {
      Path path = Files.write(folder.resolve(file.getKey()), file.getValue());
      read += compare(ImageDecoder.standard(), path) ? 1 : 0;
      compare(ImageDecoder.standard().keepAlpha(true), path);
    }
    // Some layouts of TIFF are refused, as a whole and by region.
    assertThat(read).isGreaterThan(files.size() / 2);
  }

  @Test
  void bigTiffIsReadWithThePlugin() throws IOException {
    BufferedImage image = new ComputedImage(45, 330, BufferedImage.TYPE_INT_ARGB).whole();
    Path file = Files.write(folder.resolve("a.tif"), RegionFiles.bigTiff(image));
    assertThatThrownBy(() -> ImageDecoder.standard().open(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("com.twelvemonkeys.imageio:imageio-tiff");
    Plugins.add();
    assertThat(compare(ImageDecoder.standard(), file)).isTrue();
    BufferedImage whole = ImageDecoder.standard().keepAlpha(true).read(file);
    assertThat(Pictures.pixels(whole)).isEqualTo(Pictures.pixels(image));
  }

  /** All pictures that were made to break decoders: refused in both ways, or in neither. */
  @ParameterizedTest
  @CsvSource({
    "images/hostile, false", "images/hostile, true",
    "attack/pictures, false", "attack/pictures, true"
  })
  void hostileFilesToo(String name, boolean plugins) throws IOException {
    if (plugins) {
      Plugins.add();
    }
    try (Stream<Path> files = Files.walk(SharedFiles.path(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) < 1 << 22) {
          compare(ImageDecoder.standard().maxPixels(4_000_000), file);
        }
      }
    }
  }

  /** Returns whether the file can be read. */
  private static boolean compare(ImageDecoder decoder, Path file) throws IOException {
    BufferedImage whole;
    try {
      whole = decoder.read(file);
    } catch (ImageFormatException e) {
      if (!e.getMessage().contains("but the limit is")) {
        assertThatThrownBy(() -> readAll(decoder, file))
            .as(file.toString())
            .isInstanceOf(ImageFormatException.class)
            .hasMessageStartingWith(file + ": ");
      }
      return false;
    }
    try (ImageRegions regions = decoder.open(file)) {
      assertThat(regions.width()).isEqualTo(whole.getWidth());
      assertThat(regions.height()).isEqualTo(whole.getHeight());
      for (Rectangle place : places(whole.getWidth(), whole.getHeight())) {
        BufferedImage region = regions.read(place);
        BufferedImage expected = whole.getSubimage(place.x, place.y, place.width, place.height);
        assertThat(region.getType()).as(file.toString()).isEqualTo(whole.getType());
        assertThat(Arrays.equals(Pictures.pixels(region), Pictures.pixels(expected)))
            .as("%s at %s has the same pixels", file, place)
            .isTrue();
      }
    }
    return true;
  }

  private static void readAll(ImageDecoder decoder, Path file) throws IOException {
    try (ImageRegions regions = decoder.open(file)) {
      int rows = Math.min(regions.height(), 100);
      for (int y = 0; y < regions.height(); y += rows) {
        regions.read(new Rectangle(0, y, regions.width(), Math.min(rows, regions.height() - y)));
      }
    }
  }

  /** Everything, corners, strips that overlap, the first one again, columns, and a small part. */
  private static List<Rectangle> places(int width, int height) {
    List<Rectangle> places = new ArrayList<>();
    places.add(new Rectangle(width, height));
    places.add(new Rectangle(1, 1));
    places.add(new Rectangle(width - 1, height - 1, 1, 1));
    int rows = Math.max(1, height / 3);
    for (int i = 0; i < 3; i++) {
      Rectangle strip = new Rectangle(0, i * rows - 2, width, rows + 4);
      places.add(strip.intersection(new Rectangle(width, height)));
    }
    places.add(new Rectangle(0, 0, width, Math.min(height, 2)));
    places.add(new Rectangle(0, 0, (width + 1) / 2, height));
    places.add(new Rectangle(width / 2, 0, width - width / 2, height));
    places.add(new Rectangle(width / 3, height / 3, (width + 2) / 3, (height + 2) / 3));
    return places;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.jpg", "a.tif", "a.gif"})
  void whatIsNotWithinTheImageIsRefused(String name) throws IOException {
    BufferedImage image = Pictures.smooth(30, 20);
    String format = name.substring(2).replace("jpg", "jpeg").replace("tif", "tiff");
    Path file = Files.write(folder.resolve(name), PictureFiles.encoded(image, format));
    try (ImageRegions regions = ImageDecoder.standard().open(file)) {
      for (Rectangle place :
          List.of(
              new Rectangle(-1, 0, 5, 5),
              new Rectangle(0, -1, 5, 5),
              new Rectangle(0, 16, 5, 5),
              new Rectangle(26, 0, 5, 5),
              new Rectangle(3, 3, 0, 5),
              new Rectangle(3, 3, 5, 0),
              new Rectangle(3, 3, -2, 2),
              new Rectangle(1, 0, Integer.MAX_VALUE, 1))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> regions.read(place))
            .withMessageContaining("is not within the image of 30 x 20");
      }
    }
    ImageRegions closed = ImageDecoder.standard().open(file);
    closed.read(new Rectangle(1, 1));
    closed.close();
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.read(new Rectangle(1, 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "tiff"})
  void aTruncatedFileIsReportedByItsName(String format) throws IOException {
    byte[] whole = PictureFiles.encoded(new ComputedImage(100, 400).whole(), format);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    if (format.equals("tiff")) {
      // The JDK's writer puts the directory first.
      assertThat(half[4] + half[5] + half[6] + half[7]).isEqualTo(8);
    }
    Path file = Files.write(folder.resolve("a." + format), half);
    assertThatThrownBy(() -> readAll(ImageDecoder.standard(), file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith(file + ": ");
  }

  @Test
  void readingGoesOnAfterAnInterrupt() throws IOException {
    BufferedImage image = new ComputedImage(100, 400).whole();
    for (String format : List.of("png", "jpeg", "tiff")) {
      Path file = Files.write(folder.resolve("a"), PictureFiles.encoded(image, format));
      BufferedImage whole = ImageDecoder.standard().read(file);
      try (ImageRegions regions = ImageDecoder.standard().open(file)) {
        regions.read(new Rectangle(0, 0, 100, 50));
        Thread.currentThread().interrupt();
        try {
          assertThatThrownBy(() -> regions.read(new Rectangle(0, 50, 100, 300)))
              .isInstanceOf(java.io.InterruptedIOException.class);
        } finally {
          assertThat(Thread.interrupted()).isTrue();
        }
        BufferedImage strip = regions.read(new Rectangle(0, 50, 100, 350));
        assertThat(
                Arrays.equals(
                    Pictures.pixels(strip), Pictures.pixels(whole.getSubimage(0, 50, 100, 350))))
            .isTrue();
      }
    }
  }

  @Test
  void onlyWhatIsDecodedAsAWholeHasALimitOfPixels() throws IOException {
    ImageDecoder decoder = ImageDecoder.standard().maxPixels(1000);
    BufferedImage image = Pictures.smooth(100, 90);
    for (String format : List.of("png", "jpeg")) {
      Path file = Files.write(folder.resolve("a"), PictureFiles.encoded(image, format));
      assertThat(compare(ImageDecoder.standard(), file)).isTrue();
      try (ImageRegions regions = decoder.open(file)) {
        assertThat(regions.read(new Rectangle(10, 10)).getWidth()).isEqualTo(10);
      }
    }
    byte[] progressive = RegionFiles.jpeg().get("rgb-progressive.jpg");
    for (byte[] whole : List.of(PictureFiles.encoded(image, "bmp"), progressive)) {
      Path file = Files.write(folder.resolve("a"), whole);
      assertThatThrownBy(() -> decoder.open(file))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining(
              "pixels, but the limit is 1000 for files that must be decoded as a");
    }
  }

  @Test
  void largeTilesAreLimited() throws IOException {
    Path file = folder.resolve("a.tif");
    Files.write(file, PictureFiles.tiff(100, 128, 112));
    try (ImageRegions regions = ImageDecoder.standard().maxPixels(128 * 112).open(file)) {
      assertThat(regions.read(new Rectangle(9, 9)).getHeight()).isEqualTo(9);
    }
    assertThatThrownBy(() -> ImageDecoder.standard().maxPixels(128 * 112 - 1).open(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("128 x 112 pixels would be decoded");
  }

  @Test
  void sidesAreLimited() throws IOException {
    BufferedImage image = Pictures.smooth(100, 90);
    for (String format : List.of("png", "jpeg", "tiff", "bmp")) {
      Path file = Files.write(folder.resolve("a"), PictureFiles.encoded(image, format));
      assertThatThrownBy(() -> ImageDecoder.standard().maxSide(99).open(file))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining("the limit is 99 per side");
    }
  }

  @Test
  void shrinkingDecodersHaveNoRegions() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ImageDecoder.standard().maxSize(100).open(folder.resolve("a.png")))
        .withMessageContaining("maxSize is 100");
  }
}
