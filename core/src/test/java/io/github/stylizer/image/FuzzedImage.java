package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** What docs/security.md promises of an image file, whatever is in it. */
final class FuzzedImage {
  private static final long MAX_PIXELS = 1_000_000;
  private static final ImageDecoder DECODER = ImageDecoder.standard().maxPixels(MAX_PIXELS);

  private static final BufferedImage PICTURE = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

  private FuzzedImage() {}

  /** Lets everything pass that is neither an image nor a refusal in one line. */
  static void readOrRefuse(byte[] data, String name) throws IOException {
    try {
      BufferedImage image = DECODER.read(data, name);
      assertThat((long) image.getWidth() * image.getHeight()).isBetween(1L, MAX_PIXELS);
      assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
      ImageMetadata metadata = DECODER.metadata(data, name).withLocation();
      assertThat(ImageEncoder.standard().metadata(metadata).encode(PICTURE, "jpg")).isNotEmpty();
    } catch (ImageFormatException e) {
      assertThat(e.getMessage()).startsWith(name + ": ").doesNotContain("\n", "\r", ": null");
    }
  }
}
