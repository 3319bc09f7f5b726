package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** TIFF images of all depths are read as they are, or refused, never as something else. */
class TiffLayoutTest {
  private static final String REMEDY = "com.twelvemonkeys.imageio:imageio-tiff";

  @BeforeEach
  @AfterEach
  void removePlugins() {
    Plugins.remove();
  }

  record Layout(int photometric, int kind, int bits) {
    TiffFile file() {
      return TiffFile.of(photometric, bits).kind(kind);
    }
  }

  static List<Layout> layouts() {
    List<Layout> layouts = new ArrayList<>();
    for (int photometric : new int[] {0, 1, 2, 5}) {
      for (int bits : new int[] {1, 2, 4, 6, 8, 10, 12, 14, 16, 24, 32}) {
        layouts.add(new Layout(photometric, 1, bits));
      }
      for (int bits : new int[] {16, 32, 64}) {
        layouts.add(new Layout(photometric, 3, bits));
        layouts.add(new Layout(photometric, 2, bits == 64 ? 8 : bits));
      }
    }
    return layouts;
  }

  /** Byte orders, planes, compression, predictors, tiles, alpha. */
  private static List<TiffFile> variants(Layout layout) {
    int samples = layout.photometric() == 2 ? 3 : layout.photometric() == 5 ? 4 : 1;
    List<TiffFile> variants =
        new ArrayList<>(
            List.of(
                layout.file(),
                layout.file().order(ByteOrder.BIG_ENDIAN),
                layout.file().tag(284, 2),
                layout.file().deflated(1),
                layout.file().tiles(16, 16)));
    for (int kind : new int[] {0, 1, 2}) {
      variants.add(
          layout.file().samples(samples + 1, layout.bits()).kind(layout.kind()).tag(338, kind));
    }
    if (layout.bits() % 8 == 0 && layout.kind() != 3) {
      variants.add(layout.file().deflated(2));
      variants.add(layout.file().deflated(2).order(ByteOrder.BIG_ENDIAN));
    }
    return variants;
  }

  /** The JDK's reader inverts inks. */
  @ParameterizedTest
  @CsvSource({"1", "5"})
  void jpegInTiffHasTheStoredSamples(int photometric) throws IOException {
    TiffFile file = TiffFile.of(photometric, 8).tag(259, 7);
    for (boolean plugin : new boolean[] {false, true}) {
      if (plugin) {
        Plugins.add();
      }
      try {
        var image = ImageDecoder.standard().read(file.bytes(), "a.tif");
        assertThat(Pictures.maxDifference(image, file.picture())).isLessThan(24);
      } catch (ImageFormatException e) {
        assertThat(plugin).isFalse();
        assertThat(e).hasMessageContaining("add com.twelvemonkeys.imageio:imageio-tiff");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void noneIsReadWrongly(Layout layout) throws IOException {
    for (boolean plugin : new boolean[] {false, true}) {
      if (plugin) {
        Plugins.add();
      }
      for (TiffFile file : variants(layout)) {
        try {
          var image = ImageDecoder.standard().read(file.bytes(), "a.tif");
          assertThat(Pictures.maxDifference(image, file.picture())).isLessThanOrEqualTo(2);
        } catch (ImageFormatException e) {
          assertThat(e).hasMessageMatching("a.tif: this kind of TIFF image is not supported: .*");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 8",
    "0, 1, 8",
    "2, 1, 8",
    "5, 1, 8",
    "1, 1, 16",
    "0, 1, 16",
    "2, 1, 16",
    "2, 1, 10",
    "1, 3, 32",
    "2, 3, 32",
    "1, 1, 1",
    "1, 1, 4"
  })
  void theJdkReadsTheUsualOnes(int photometric, int kind, int bits) throws IOException {
    TiffFile file = new Layout(photometric, kind, bits).file();
    var image = ImageDecoder.standard().read(file.bytes(), "a.tif");
    assertThat(Pictures.maxDifference(image, file.picture())).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 10",
    "1, 1, 12",
    "1, 1, 14",
    "1, 1, 32",
    "2, 1, 12",
    "2, 1, 14",
    "2, 1, 32",
    "5, 1, 16",
    "1, 3, 16",
    "2, 3, 16"
  })
  void thePluginReadsMore(int photometric, int kind, int bits) throws IOException {
    TiffFile file = new Layout(photometric, kind, bits).file();
    assertThatThrownBy(() -> ImageDecoder.standard().read(file.bytes(), "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("of " + bits + " bits")
        .hasMessageContaining(REMEDY);
    Plugins.add();
    var image = ImageDecoder.standard().read(file.bytes(), "a.tif");
    assertThat(Pictures.maxDifference(image, file.picture())).isLessThanOrEqualTo(2);
  }

  @Test
  void planesOfYcbcrAreUnsupportedNotDamaged() {
    TiffFile file = TiffFile.of(2, 8).tag(262, 6).tag(284, 2);
    assertThatThrownBy(() -> ImageDecoder.standard().read(file.bytes(), "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("not supported: planar YCbCr")
        .message()
        .doesNotContain("damaged");
  }

  @Test
  void unknownCompressionIsUnsupportedNotDamaged() {
    TiffFile file = TiffFile.of(2, 8).tag(259, 50000);
    assertThatThrownBy(() -> ImageDecoder.standard().read(file.bytes(), "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("compression 50000")
        .message()
        .doesNotContain("damaged");
  }

  @Test
  void thumbnailsAreNotTakenForTheImage() {
    TiffFile file = TiffFile.of(2, 8).tag(254, 1).tag(330, 8);
    assertThatThrownBy(() -> ImageDecoder.standard().read(file.bytes(), "a.tif"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("thumbnail");
  }
}
