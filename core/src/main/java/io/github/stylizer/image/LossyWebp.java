package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Whether the WebP plug-in that the application has decodes lossy images correctly. TwelveMonkeys
 * before 3.15 predicts the border from black, which turns many photos dark and green, without an
 * error. What a jar calls its version is no help: jars are merged and renamed.
 */
final class LossyWebp {
  /**
   * An image of 16 x 16 pixels, made for this purpose; red is 187 in the first and 212 in the last.
   */
  private static final byte[] SAMPLE =
      Base64.getDecoder()
          .decode(
              "UklGRjYAAABXRUJQVlA4ICoAAABQAQCdASoQABAABUB8JbAABYwAAP7K9yDNT7l9kX/BvJVXf/ihK2xoAAA=");

  private static final int LEAST_RED = 150;

  private LossyWebp() {}

  /** Decodes a sample; true without a plug-in, which is an error of its own. */
  static boolean isDecodedCorrectly() {
    ImageReaderSpi plugin = WebpReader.plugin().orElse(null);
    if (plugin == null) {
      return true;
    }
    // In memory: no temporary file is needed to read an image.
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(SAMPLE))) {
      ImageReader reader = plugin.createReaderInstance();
      try {
        reader.setInput(input, true, true);
        BufferedImage image = reader.read(0);
        return red(image, 0) >= LEAST_RED && red(image, 15) >= LEAST_RED;
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // A decoder that does not know this image does not know others.
      return false;
    }
  }

  private static int red(BufferedImage image, int at) {
    return image.getRGB(at, at) >> 16 & 0xff;
  }
}
