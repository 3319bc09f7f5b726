package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxSizeTest {
  @BeforeAll
  static void withoutPlugins() {
    Plugins.remove();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "tiff"})
  void smallerImagesAndTheirSizeStay(String format) throws IOException {
    byte[] file = PictureFiles.encoded(Pictures.smooth(64, 40), format);
    BufferedImage whole = ImageDecoder.standard().read(file, "a");
    assertThat(Pictures.pixels(ImageDecoder.standard().maxSize(64).read(file, "a")))
        .isEqualTo(Pictures.pixels(whole));
    assertThat(ImageDecoder.standard().maxSize(1000).read(file, "a").getWidth()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "tiff"})
  void largerOnesAreShrunkAsAfterwards(String format) throws IOException {
    byte[] file = PictureFiles.encoded(Pictures.smooth(301, 200), format);
    BufferedImage whole = ImageDecoder.standard().read(file, "a");
    BufferedImage shrunk = ImageDecoder.standard().maxSize(50).read(file, "a");
    assertThat(Pictures.pixels(shrunk))
        .isEqualTo(Pictures.pixels(ImageResize.longerSide(whole, 50)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void farLargerOnesAreReadInPart(String format) throws IOException {
    byte[] file = PictureFiles.encoded(Pictures.smooth(2003, 1500), format);
    BufferedImage whole = ImageDecoder.standard().read(file, "a");
    BufferedImage shrunk = ImageDecoder.standard().maxSize(50).read(file, "a");
    BufferedImage expected = ImageResize.longerSide(whole, 50);
    assertThat(shrunk.getHeight()).isEqualTo(expected.getHeight());
    assertThat(Pictures.meanDifference(shrunk, expected)).isLessThan(1.5);
    assertThat(Pictures.maxDifference(shrunk, expected)).isLessThan(15);
  }

  @Test
  void interlacedTransparentAndTurnedImagesToo() throws IOException {
    BufferedImage image = new BufferedImage(1600, 900, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 900; y++) {
      for (int x = 0; x < 1600; x++) {
        image.setRGB(x, y, (y * 255 / 899) << 24 | x * 255 / 1599 << 16);
      }
    }
    byte[] png = PictureFiles.encoded(image, "png");
    BufferedImage whole = ImageResize.longerSide(ImageDecoder.standard().read(png, "a"), 60);
    BufferedImage shrunk = ImageDecoder.standard().maxSize(60).read(png, "a");
    assertThat(Pictures.meanDifference(shrunk, whole)).isLessThan(1.5);
    byte[] turned =
        PictureFiles.jpegWithExif(PictureFiles.encoded(Pictures.smooth(1600, 900), "jpeg"), 6);
    BufferedImage upright = ImageResize.longerSide(ImageDecoder.standard().read(turned, "a"), 60);
    BufferedImage small = ImageDecoder.standard().maxSize(60).read(turned, "a");
    assertThat(small.getHeight()).isEqualTo(60);
    assertThat(Pictures.meanDifference(small, upright)).isLessThan(1.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void memoryIsThatOfTheSmallImage(String format) throws IOException {
    byte[] file =
        PictureFiles.encoded(new BufferedImage(6000, 4000, BufferedImage.TYPE_INT_RGB), format);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    ImageDecoder.standard().maxSize(256).read(file, "a");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("of 72 MB for all pixels")
        .isLessThan(40 << 20);
  }

  @Test
  void theSideMustBePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> ImageDecoder.standard().maxSize(0));
  }
}
