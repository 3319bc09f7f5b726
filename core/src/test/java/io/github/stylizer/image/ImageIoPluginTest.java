package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats that nobody but a plug-in of ImageIO knows: HEIC, AVIF, JPEG 2000 and the like. */
class ImageIoPluginTest {
  private final PluginSpi plugin = new PluginSpi("plug 9", "Plug-9");

  @BeforeEach
  void add() {
    Plugins.remove();
    IIORegistry.getDefaultInstance().registerServiceProvider(plugin);
    Plugin.decoded = false;
    Plugin.aborted = false;
  }

  @AfterEach
  void remove() {
    IIORegistry.getDefaultInstance().deregisterServiceProvider(plugin);
  }

  @Test
  void theirFormatsAreReadWithoutFurtherWork() throws IOException {
    assertThat(ImageDecoder.formats()).contains("PLUG 9").doesNotHaveDuplicates();
    BufferedImage image = ImageDecoder.standard().read(file(5, 4), "a.p9");
    assertThat(image.getWidth()).isEqualTo(5);
    assertThat(image.getHeight()).isEqualTo(4);
    assertThat(Pictures.pixels(image)).containsOnly(0xff204060);
    IIORegistry.getDefaultInstance().deregisterServiceProvider(plugin);
    assertThat(ImageDecoder.formats()).doesNotContain("PLUG 9");
    assertThatThrownBy(() -> ImageDecoder.standard().read(file(5, 4), "a.p9"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.p9: cannot be read as an image: found text");
  }

  @Test
  void limitsHoldBeforeAnythingIsDecoded() {
    assertThatThrownBy(() -> ImageDecoder.standard().maxPixels(19).read(file(5, 4), "a.p9"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a.p9: the image is 5 x 4 pixels, but the limit is 19 in total");
    assertThat(Plugin.decoded).isFalse();
  }

  @Test
  void theirErrorsAreThoseOfTheFile() {
    byte[] file = file(5, 4, '-');
    assertThatThrownBy(() -> ImageDecoder.standard().read(file, "a.p9"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("a.p9: damaged or truncated PLUG 9 file: tile 3, read by an ImageIO plug-in");
  }

  /** Neither to a plug-in for something else nor to one that claims these formats. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
  void filesOfBuiltInFormatsAreNotShownToThem(String format) throws IOException {
    byte[] file = PictureFiles.encoded(Pictures.smooth(9, 8), format);
    assertThat(isShown(file, format)).isFalse();
    assertThat(plugin.used).isFalse();
  }

  /** The JDK's reader of TIFF asks ImageIO for a reader of JPEG. */
  @Test
  void jpegImagesInTiffFilesAreShownToPluginsForJpeg() throws IOException {
    assertThat(isShown(PictureFiles.tiffWithJpeg(Pictures.smooth(16, 16)), "jpeg")).isTrue();
  }

  private static boolean isShown(byte[] file, String format) throws IOException {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    // ImageIO keeps one provider of a class.
    PluginSpi greedy = new PluginSpi(format, format.toUpperCase(Locale.ROOT)) {};
    List<ImageReaderSpi> others = ImageIoProviders.all();
    registry.registerServiceProvider(greedy);
    others.forEach(other -> registry.setOrdering(ImageReaderSpi.class, greedy, other));
    try {
      assertThat(ImageIO.getImageReadersByFormatName(format).next()).isInstanceOf(Plugin.class);
      greedy.used = false;
      ImageDecoder.standard().read(file, "a");
      return greedy.used;
    } catch (ImageFormatException e) {
      assertThat(greedy.used).as("the plug-in decodes only its own format: " + e).isTrue();
      return true;
    } finally {
      registry.deregisterServiceProvider(greedy);
    }
  }

  /** A plug-in that the JDK brings, for a format whose files begin with two zeros. */
  @Test
  void formatsWithoutSignatureAreNotGuessed() {
    byte[] wbmp = {0, 0, 8, 1, 0x55};
    assertThat(ImageIO.getReaderFormatNames()).contains("wbmp");
    assertThat(ImageDecoder.formats()).noneMatch(name -> name.equalsIgnoreCase("wbmp"));
    assertThatThrownBy(() -> ImageDecoder.standard().read(wbmp, "a.wbmp"))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("found unknown data (it begins with the bytes 00 00 08 01 55)");
  }

  @Test
  void anInterruptAbortsThemWhereTheyReportProgress() {
    assertThatThrownBy(() -> ImageDecoder.standard().read(file(5, 4, '!'), "a.p9"))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("a.p9: interrupted while the image was decoded");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Plugin.aborted).isTrue();
  }

  private static byte[] file(int width, int height) {
    return file(width, height, '+');
  }

  private static byte[] file(int width, int height, char behavior) {
    return String.format(Locale.ROOT, "PLUG9 %d %d %s", width, height, behavior)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static class PluginSpi extends ImageReaderSpi {
    private boolean used;

    PluginSpi(String... formats) {
      names = formats;
      vendorName = "test";
      version = "1";
      pluginClassName = Plugin.class.getName();
      inputTypes = new Class<?>[] {ImageInputStream.class};
    }

    @Override
    public boolean canDecodeInput(Object source) throws IOException {
      used = true;
      byte[] start = new byte[5];
      ((ImageInputStream) source).read(start);
      return new String(start, StandardCharsets.US_ASCII).equals("PLUG9");
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      used = true;
      return new Plugin(this);
    }

    @Override
    public String getDescription(Locale locale) {
      return "a format for tests";
    }
  }

  private static final class Plugin extends ImageReader {
    private static boolean decoded;
    private static boolean aborted;

    Plugin(ImageReaderSpi spi) {
      super(spi);
    }

    private String word(int index) throws IOException {
      ImageInputStream stream = (ImageInputStream) getInput();
      stream.seek(0);
      byte[] start = new byte[32];
      int length = stream.read(start);
      return new String(start, 0, length, StandardCharsets.US_ASCII).split("[ \n]")[index];
    }

    @Override
    public int getWidth(int index) throws IOException {
      return Integer.parseInt(word(1));
    }

    @Override
    public int getHeight(int index) throws IOException {
      return Integer.parseInt(word(2));
    }

    @Override
    public BufferedImage read(int index, ImageReadParam param) throws IOException {
      decoded = true;
      if (word(3).equals("-")) {
        throw new IIOException("tile 3");
      }
      BufferedImage image = Pictures.solid(getWidth(0), getHeight(0), 0x204060);
      if (word(3).equals("!")) {
        Thread.currentThread().interrupt();
        processImageProgress(10);
        aborted = abortRequested();
      }
      return image;
    }

    @Override
    public int getNumImages(boolean allowSearch) {
      return 1;
    }

    @Override
    public Iterator<ImageTypeSpecifier> getImageTypes(int index) {
      return List.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB))
          .iterator();
    }

    @Override
    public IIOMetadata getStreamMetadata() {
      return null;
    }

    @Override
    public IIOMetadata getImageMetadata(int index) {
      return null;
    }
  }
}
