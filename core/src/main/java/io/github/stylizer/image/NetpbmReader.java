package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Decodes PBM, PGM, PPM and PAM with Commons Imaging. */
final class NetpbmReader extends BuiltInReader {
  NetpbmReader() {
    super("PBM", "PGM", "PPM", "PAM");
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    BufferedImage image = CommonsImaging.decodeNetpbm(source);
    return source.head()[1] == '1' ? inverted(image) : image;
  }

  /**
   * Commons Imaging alpha 6 reads a 1 as white in plain PBM files; in raw ones it is black, as it
   * should be.
   */
  private static BufferedImage inverted(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, ~image.getRGB(x, y) | 0xff000000);
      }
    }
    return image;
  }
}
