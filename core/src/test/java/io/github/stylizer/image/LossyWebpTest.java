package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a plug-in that decodes every WebP image to black. */
class LossyWebpTest {
  private final ImageReaderSpi black = new BlackSpi();

  @BeforeEach
  void replacePlugin() {
    Plugins.remove();
    IIORegistry.getDefaultInstance().registerServiceProvider(black);
  }

  @AfterEach
  void removePlugins() {
    IIORegistry.getDefaultInstance().deregisterServiceProvider(black);
    Plugins.remove();
  }

  @Test
  void aPluginThatIsWrongIsNotedAndRefused() throws IOException {
    assertThat(LossyWebp.isDecodedCorrectly()).isFalse();
    try (InputStream file = LossyWebpTest.class.getResourceAsStream("/webp/lossy.webp")) {
      assertThatThrownBy(() -> ImageDecoder.standard().read(file, "a.webp"))
          .isInstanceOf(ImageFormatException.class)
          .hasMessage(
              "a.webp: the WebP plug-in on the class path decodes lossy images wrongly; use"
                  + " com.twelvemonkeys.imageio:imageio-webp from 3.15 on");
    }
  }

  @Test
  void thatOfTheCommandIsRight() {
    IIORegistry.getDefaultInstance().deregisterServiceProvider(black);
    Plugins.add();
    assertThat(LossyWebp.isDecodedCorrectly()).isTrue();
  }

  private static final class BlackSpi extends ImageReaderSpi {
    BlackSpi() {
      names = new String[] {"webp"};
      vendorName = "test";
      version = "1";
      pluginClassName = Black.class.getName();
      inputTypes = new Class<?>[] {ImageInputStream.class};
    }

    @Override
    public boolean canDecodeInput(Object source) throws IOException {
      byte[] start = new byte[4];
      ((ImageInputStream) source).read(start);
      return new String(start, StandardCharsets.US_ASCII).equals("RIFF");
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      return new Black(this);
    }

    @Override
    public String getDescription(Locale locale) {
      return "black";
    }
  }

  private static final class Black extends ImageReader {
    Black(ImageReaderSpi spi) {
      super(spi);
    }

    @Override
    public BufferedImage read(int index, ImageReadParam param) {
      return new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    }

    @Override
    public int getWidth(int index) {
      return 16;
    }

    @Override
    public int getHeight(int index) {
      return 16;
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
    public @Nullable IIOMetadata getStreamMetadata() {
      return null;
    }

    @Override
    public @Nullable IIOMetadata getImageMetadata(int index) {
      return null;
    }
  }
}
