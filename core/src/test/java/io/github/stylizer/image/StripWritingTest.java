package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.io.AtomicFile;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that are computed while they are written. */
class StripWritingTest {
  private static final int WIDTH = 311;
  private static final int HEIGHT = 407;

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void withoutPlugins() {
    Plugins.remove();
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, false",
    "a.png, true",
    "a.jpg, false",
    "a.jpg, true",
    "a.tif, false",
    "a.tif, true"
  })
  void theFileIsThatOfThePictureInMemory(String name, boolean plugins) throws IOException {
    if (plugins) {
      Plugins.add();
    }
    for (int type : List.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB)) {
      ComputedImage image = new ComputedImage(WIDTH, HEIGHT, type);
      Path whole = folder.resolve("whole-" + name);
      ImageEncoder.standard().write(image.whole(), whole);
      Path strips = folder.resolve(name);
      ImageEncoder.standard().write(image, strips);
      assertThat(strips).hasSameBinaryContentAs(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.jpg", "a.tif"})
  void everyRowIsAskedForOnceFromTopToBottom(String name) throws IOException {
    ComputedImage image = new ComputedImage(WIDTH, HEIGHT);
    ImageEncoder.standard().write(image, folder.resolve(name));
    int bottom = 0;
    for (Rectangle strip : image.asked()) {
      assertThat(strip).isEqualTo(new Rectangle(0, bottom, WIDTH, strip.height));
      bottom += strip.height;
    }
    assertThat(bottom).isEqualTo(HEIGHT);
    assertThat(image.asked()).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, false",
    "a.jpg, false",
    "a.tif, false",
    "a.png, true",
    "a.jpg, true",
    "a.tif, true"
  })
  void whatThePictureThrowsComesOutAndTheOldFileStays(String name, boolean plugins)
      throws IOException {
    if (plugins) {
      Plugins.add();
    }
    Path file = Files.writeString(folder.resolve(name), "old");
    for (Throwable thrown :
        List.of(new StylizerException("out of paint"), new OutOfMemoryError("paint"))) {
      assertThatThrownBy(() -> ImageEncoder.standard().write(new Failing(thrown), file))
          .isSameAs(thrown);
    }
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static final class Failing extends ComputedImage {
    private final Throwable thrown;

    Failing(Throwable thrown) {
      super(WIDTH, HEIGHT);
      this.thrown = thrown;
    }

    @Override
    public Raster getData(Rectangle region) {
      if (region.y + region.height > HEIGHT / 2) {
        throwUnchecked(thrown);
      }
      return super.getData(region);
    }

    private static void throwUnchecked(Throwable thrown) {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  /** Both kinds of file, by both readers of ImageIO as far as they know them. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, true"})
  void tiffHasEveryPixel(boolean big, boolean plugins) throws IOException {
    if (plugins) {
      Plugins.add();
    }
    for (int type : List.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB)) {
      BufferedImage image = new ComputedImage(WIDTH, 4099, type).whole();
      Path file = folder.resolve("a.tif");
      SrgbRows rows = new SrgbRows(image, true);
      long classicBytes = big ? 0 : TiffWriter.CLASSIC_BYTES;
      AtomicFile.write(file, new TiffWriter(rows, 8, ImageMetadata.none(), classicBytes));
      byte[] head = Files.readAllBytes(file);
      assertThat(head[3]).isEqualTo((byte) (big ? 43 : 42));
      // Of several strips.
      try (var input = new FileImageInputStream(file.toFile())) {
        var reader = ImageIO.getImageReaders(input).next();
        reader.setInput(input);
        assertThat(reader.getClass().getName().contains("twelvemonkeys")).isEqualTo(plugins);
        assertThat(Pictures.pixels(reader.read(0))).isEqualTo(Pictures.pixels(image));
        reader.dispose();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.jpg, 65500, 30000, true",
    "a.jpg, 65501, 1, false",
    "a.jpeg, 1, 65501, false",
    "a.jpg, 65500, 65500, false",
    "a.png, 65501, 30000, true",
    "a.png, 46341, 46341, false",
    "a.tif, 70000, 70000, true"
  })
  void sizesAreCheckedBeforehand(String name, int width, int height, boolean accepted) {
    if (accepted) {
      assertThatNoException()
          .isThrownBy(() -> ImageEncoder.requireSupported(Path.of(name), width, height));
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageEncoder.requireSupported(Path.of(name), width, height))
          .withMessageStartingWith(name + ": cannot write " + width + " x " + height + " pixels");
    }
  }
}
