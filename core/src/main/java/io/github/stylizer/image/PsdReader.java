package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/** Decodes PSD with Commons Imaging, which ignores the color profile. */
final class PsdReader extends BuiltInReader {
  private static final int MODE = 25;
  private static final int GRAY = 1;

  PsdReader() {
    super("PSD");
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    BufferedImage image = CommonsImaging.decodePsd(source);
    return source.head()[MODE] == GRAY ? gray(image) : image;
  }

  @Override
  public Optional<byte[]> profile(ImageSource source) throws IOException {
    return Optional.ofNullable(CommonsImaging.profileOfPsd(source));
  }

  /** Gray again, so that a gray profile fits. */
  private static BufferedImage gray(BufferedImage image) {
    int width = image.getWidth();
    BufferedImage gray = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        row[x] &= 0xff;
      }
      gray.getRaster().setSamples(0, y, width, 1, 0, row);
    }
    return gray;
  }
}
