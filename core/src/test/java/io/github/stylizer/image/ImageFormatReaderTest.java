package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.image.FlatColorReader.Behavior;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application adds a format; what its reader does wrong ends as one line that names it. */
class ImageFormatReaderTest {
  private static final URL PROVIDER = ImageFormatReader.class.getResource("/image-provider/");

  @TempDir Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader application;

  @BeforeEach
  void addProvider() {
    application = new URLClassLoader(new URL[] {PROVIDER}, before);
    Thread.currentThread().setContextClassLoader(application);
    FlatColorReader.DECODED.set(0);
  }

  @AfterEach
  void removeProvider() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    application.close();
  }

  @Test
  void providersOfTheContextClassLoaderAddFormats() throws IOException {
    assertThat(ImageDecoder.formats()).contains("FLAT");
    BufferedImage image = decode(3, 2, 1, Behavior.GOOD);
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000 | FlatColorReader.FIRST);
    Thread.currentThread().setContextClassLoader(before);
    assertThat(ImageDecoder.formats()).doesNotContain("FLAT");
    assertThatThrownBy(() -> decode(3, 2, 1, Behavior.GOOD))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("begins with the bytes 46 4c 41 54");
  }

  @Test
  void providersOfTheLibrarysOwnClassLoaderAddFormats() throws Exception {
    URL library = ImageDecoder.class.getProtectionDomain().getCodeSource().getLocation();
    URL tests = FlatColorReader.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    Thread.currentThread().setContextClassLoader(platform);
    try (URLClassLoader own = new URLClassLoader(new URL[] {library, tests, PROVIDER}, platform)) {
      Class<?> decoder = own.loadClass(ImageDecoder.class.getName());
      assertThat((List<?>) decoder.getMethod("formats").invoke(null)).asString().contains("FLAT");
    }
  }

  @Test
  void filesOfTheFormatAreTurnedUprightAndConvertedToSrgb() throws IOException {
    BufferedImage turned = decode(3, 2, 6, Behavior.GOOD);
    assertThat(turned.getWidth()).isEqualTo(2);
    assertThat(turned.getHeight()).isEqualTo(3);
    assertThat(turned.getRGB(1, 0)).isEqualTo(0xff000000 | FlatColorReader.FIRST);
    int[] expected = IccProfiles.adobeToSrgb(0x3c, 0xb4, 0x5a);
    int converted = decode(3, 2, 1, Behavior.WITH_PROFILE).getRGB(0, 0);
    assertThat(converted >> 16 & 0xff).isBetween(expected[0] - 4, expected[0] + 4).isLessThan(40);
    assertThat(converted >> 8 & 0xff).isBetween(expected[1] - 4, expected[1] + 4);
    assertThat(converted & 0xff).isBetween(expected[2] - 4, expected[2] + 4);
  }

  @Test
  void headersAreReadFromDisk() throws IOException {
    byte[] file = FlatColorReader.file(30, 20, 8, Behavior.FAILS_TO_DECODE);
    Path path = Files.write(folder.resolve("a.flat"), file);
    assertThat(ImageDecoder.standard().info(path)).isEqualTo(new ImageInfo("FLAT", 20, 30, 8));
  }

  @Test
  void limitsHoldBeforeAnythingIsDecoded() throws IOException {
    byte[] file = FlatColorReader.file(30, 20, 1, Behavior.GOOD);
    ImageDecoder exact = ImageDecoder.standard().maxPixels(600).maxSide(30);
    assertThat(exact.read(file, "a").getWidth()).isEqualTo(30);
    FlatColorReader.DECODED.set(0);
    assertThatThrownBy(() -> exact.maxPixels(599).read(file, "a"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a: the image is 30 x 20 pixels, but the limit is 599 in total");
    assertThatThrownBy(() -> exact.maxSide(29).read(file, "a"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a: the image is 30 x 20 pixels, but the limit is 29 per side");
    assertThat(FlatColorReader.DECODED).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DECODES_ANOTHER_SIZE | the header declares 3 x 2 pixels, but 4 x 2 were decoded",
        "RETURNS_NO_IMAGE | no image was returned",
        "RETURNS_NO_INFO | no size was returned",
        "FAILS_TO_RECOGNIZE | inconsistent data (IndexOutOfBoundsException)",
        "FAILS_TO_READ_THE_HEADER | inconsistent data (IllegalStateException)",
        "FAILS_TO_DECODE | damaged or truncated FLAT file: block 7 is missing",
        "LACKS_A_CLASS | inconsistent data (UnsatisfiedLinkError)",
        "TAKES_ALL_MEMORY | not enough memory"
      })
  void whatAProviderDoesWrongNamesIt(Behavior behavior, String problem) {
    assertThatThrownBy(() -> decode(3, 2, 1, behavior))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.flat: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith("by io.github.stylizer.image.FlatColorReader");
  }

  @Test
  void filesThatDoNotFitIntoMemoryAreNotCalledDamaged() {
    assertThatThrownBy(() -> decode(3, 2, 1, Behavior.TAKES_ALL_MEMORY))
        .hasMessageContaining("heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB")
        .hasMessageContaining("-Xmx")
        .hasCauseInstanceOf(OutOfMemoryError.class)
        .message()
        .doesNotContainPattern("damaged|truncated");
  }

  @Test
  void providersThatCannotBeLoadedLeaveBuiltInFormatsAlone() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ImageFormatReader.class.getName()), "com.acme.Missing\n");
    URL root = folder.toUri().toURL();
    try (URLClassLoader broken = new URLClassLoader(new URL[] {root}, before)) {
      Thread.currentThread().setContextClassLoader(broken);
      byte[] png = PictureFiles.encoded(Pictures.smooth(8, 8), "png");
      assertThat(ImageDecoder.standard().read(png, "a.png").getWidth()).isEqualTo(8);
      assertThatThrownBy(() -> decode(3, 2, 1, Behavior.GOOD))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining("com.acme.Missing");
    }
  }

  private static BufferedImage decode(int width, int height, int orientation, Behavior behavior)
      throws IOException {
    byte[] file = FlatColorReader.file(width, height, orientation, behavior);
    return ImageDecoder.standard().read(file, "a.flat");
  }
}
