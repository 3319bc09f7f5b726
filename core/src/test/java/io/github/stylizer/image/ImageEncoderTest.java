package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.internal.image.DeepImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageEncoderTest {
  @TempDir Path folder;

  @BeforeAll
  static void withoutPlugins() {
    Plugins.remove();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.PNG", "a.tif", "a.TIFF"})
  void losslessFormatsKeepEveryValue(String name) throws IOException {
    Path file = folder.resolve(name);
    BufferedImage rgb = Pictures.noise(61, 37, BufferedImage.TYPE_INT_RGB);
    ImageEncoder.standard().write(rgb, file);
    assertThat(Pictures.pixels(ImageDecoder.standard().read(file))).isEqualTo(Pictures.pixels(rgb));
    BufferedImage argb = Pictures.noise(61, 37, BufferedImage.TYPE_INT_ARGB);
    ImageEncoder.standard().write(argb, file);
    assertThat(Pictures.pixels(ImageDecoder.standard().keepAlpha(true).read(file)))
        .isEqualTo(Pictures.pixels(argb));
    assertThat(files()).containsExactly(name);
  }

  /** Red, green, blue and perhaps alpha, or gray, of 16 bits. */
  private static BufferedImage deepNoise(boolean alpha) {
    BufferedImage image =
        new BufferedImage(
            DeepImage.model(alpha),
            DeepImage.model(alpha).createCompatibleWritableRaster(61, 37),
            false,
            null);
    Random random = new Random(1);
    DataBuffer samples = image.getRaster().getDataBuffer();
    for (int i = 0; i < samples.getSize(); i++) {
      samples.setElem(i, random.nextInt(1 << 16));
    }
    return image;
  }

  private static int[] samples(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif"})
  void sixteenBitsAreKept(String name) throws IOException {
    Path file = folder.resolve(name);
    for (boolean alpha : new boolean[] {false, true}) {
      BufferedImage deep = deepNoise(alpha);
      ImageEncoder.standard().depth(16).write(deep, file);
      assertThat(samples(ImageIO.read(file.toFile()))).isEqualTo(samples(deep));
      String extension = name.substring(2);
      assertThat(ImageEncoder.standard().depth(16).encode(deep, extension))
          .isEqualTo(Files.readAllBytes(file));
    }
    BufferedImage gray = new BufferedImage(61, 37, BufferedImage.TYPE_USHORT_GRAY);
    gray.getRaster().setSample(3, 5, 0, 40_001);
    ImageEncoder.standard().depth(16).write(gray, file);
    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getRaster().getPixel(3, 5, (int[]) null)).containsOnly(40_001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif"})
  void eightBitsAreSpreadOverSixteen(String name) throws IOException {
    Path file = folder.resolve(name);
    BufferedImage argb = Pictures.noise(61, 37, BufferedImage.TYPE_INT_ARGB);
    ImageEncoder.standard().depth(16).write(argb, file);
    int[] read = samples(ImageIO.read(file.toFile()));
    int[] stored = samples(argb);
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).isEqualTo(257 * stored[i]);
    }
  }

  @Test
  void sixteenBitsBecomeEightWithoutTheSetting() throws IOException {
    BufferedImage deep = deepNoise(false);
    Path file = folder.resolve("a.png");
    ImageEncoder.standard().write(deep, file);
    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getColorModel().getComponentSize()).containsExactly(8, 8, 8);
    int[] levels = samples(read);
    int[] samples = samples(deep);
    for (int i = 0; i < levels.length; i++) {
      assertThat(257.0 * levels[i]).isBetween(samples[i] - 130.0, samples[i] + 130.0);
    }
  }

  @Test
  void jpegHasNoSixteenBits() {
    ImageEncoder encoder = ImageEncoder.standard().depth(16);
    BufferedImage image = Pictures.smooth(8, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.write(image, folder.resolve("a.jpg")))
        .withMessageContainingAll("a.jpg", "write PNG or TIFF");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(image, "jpeg"))
        .withMessageContaining("write PNG or TIFF");
    assertThatIllegalArgumentException().isThrownBy(() -> encoder.depth(10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageEncoder.requireSupported(Path.of("a.png"), 40_000, 20_000, 16))
        .withMessageContaining("write TIFF");
    assertThat(ImageEncoder.supports(Path.of("a.jpg"), 16)).isFalse();
    assertThat(ImageEncoder.supports(Path.of("a.TIF"), 16)).isTrue();
  }

  @Test
  void aPngInMemoryIsThatOfAFile() throws IOException {
    Path file = folder.resolve("a.png");
    for (int type : List.of(BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_3BYTE_BGR)) {
      BufferedImage image = Pictures.noise(61, 37, type);
      ImageEncoder.standard().write(image, file);
      assertThat(ImageEncoder.png(image)).isEqualTo(Files.readAllBytes(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "JPEG", "tif", "Tiff"})
  void aFileInMemoryIsThatOnDisk(String extension) throws IOException {
    Path file = folder.resolve("a." + extension);
    BufferedImage image = Pictures.noise(61, 37, BufferedImage.TYPE_INT_ARGB);
    ImageEncoder encoder = ImageEncoder.standard().jpegQuality(0.4f);
    encoder.write(image, file);
    assertThat(encoder.encode(image, extension)).isEqualTo(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".png", "webp", "a.png"})
  void otherFormatsInMemoryAreRefused(String extension) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageEncoder.standard().encode(Pictures.smooth(4, 4), extension))
        .withMessageContainingAll("'" + extension + "'", ".png, .jpg, .jpeg, .tif or .tiff");
  }

  @Test
  void whatTheFormatCannotHoldFailsInMemoryToo() {
    BufferedImage tooWide = new BufferedImage(70_000, 1, BufferedImage.TYPE_INT_RGB);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageEncoder.standard().encode(tooWide, "jpg"))
        .withMessageContaining("70000 x 1");
  }

  @Test
  void jpegIsFaithfulAndNotSubsampled() throws IOException {
    BufferedImage image = Pictures.smooth(320, 200);
    Path file = folder.resolve("a.jpg");
    ImageEncoder.standard().write(image, file);
    assertThat(Pictures.psnr(image, ImageDecoder.standard().read(file))).isGreaterThan(40);
    byte[] bytes = Files.readAllBytes(file);
    int frame = frame(bytes);
    assertThat(bytes[frame + 9]).as("components").isEqualTo((byte) 3);
    for (int component = 0; component < 3; component++) {
      assertThat(bytes[frame + 11 + 3 * component]).as("sampling factors").isEqualTo((byte) 0x11);
    }
    assertThat(new String(bytes, 6, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("JFIF");
  }

  @Test
  void sharpColorsSurviveJpeg() throws IOException {
    // One column red, one blue: subsampled chroma would mix them to purple.
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, x % 2 == 0 ? 0xd02020 : 0x2020d0);
      }
    }
    Path file = folder.resolve("a.jpeg");
    ImageEncoder.standard().write(image, file);
    assertThat(Pictures.meanDifference(image, ImageDecoder.standard().read(file))).isLessThan(5);
  }

  @Test
  void qualityChangesTheSize() throws IOException {
    BufferedImage image = Pictures.noise(100, 100, BufferedImage.TYPE_INT_RGB);
    Path small = folder.resolve("small.jpg");
    Path large = folder.resolve("large.jpg");
    ImageEncoder.standard().jpegQuality(0.3f).write(image, small);
    ImageEncoder.standard().write(image, large);
    assertThat(Files.size(small) * 2).isLessThan(Files.size(large));
    for (float quality : new float[] {0, -1, 1.01f, Float.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageEncoder.standard().jpegQuality(quality));
    }
  }

  @Test
  void jpegLaysTransparencyOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    Path file = folder.resolve("a.jpg");
    ImageEncoder.standard().write(image, file);
    assertThat(Pictures.pixels(ImageDecoder.standard().read(file))).containsOnly(-1);
  }

  @Test
  void grayIsWrittenByItsStoredValues() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(3, 3, 0, 100);
    Path file = folder.resolve("a.png");
    ImageEncoder.standard().write(image, file);
    assertThat(ImageDecoder.standard().read(file).getRGB(3, 3)).isEqualTo(0xff646464);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.webp", "png", "a.png.txt", "a."})
  void otherExtensionsAreRefused(String name) {
    Path file = folder.resolve(name);
    assertThat(ImageEncoder.supports(file)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageEncoder.standard().write(Pictures.smooth(4, 4), file))
        .withMessageContainingAll(file.toString(), ".png, .jpg, .jpeg, .tif or .tiff");
    assertThat(ImageEncoder.supports(Path.of("/"))).isFalse();
    assertThat(ImageEncoder.supports(Path.of("x.JpG"))).isTrue();
  }

  @Test
  void missingFolderIsNamed() {
    Path file = folder.resolve("missing/a.png");
    assertThatThrownBy(() -> ImageEncoder.standard().write(Pictures.smooth(4, 4), file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": the folder " + file.getParent() + " does not exist");
  }

  @Test
  void directoryIsNotReplaced() throws IOException {
    Path file = Files.createDirectory(folder.resolve("a.png"));
    assertThatThrownBy(() -> ImageEncoder.standard().write(Pictures.smooth(4, 4), file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": is a directory, cannot be replaced by a file");
    assertThat(files()).containsExactly("a.png");
  }

  @Test
  void whatTheFormatCannotHoldLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jpg"), "old");
    // The format has 16 bits for a side.
    BufferedImage tooWide = new BufferedImage(70_000, 1, BufferedImage.TYPE_INT_RGB);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageEncoder.standard().write(tooWide, file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining("70000 x 1");
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly("a.jpg");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Where the baseline frame begins. */
  private static int frame(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xc0) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
    }
    return at;
  }
}
