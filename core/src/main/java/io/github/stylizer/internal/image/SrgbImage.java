package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;

/**
 * Converts images of any kind to sRGB, 8 bits per channel. Red, green and blue of a gray image
 * equal the stored gray value; palettes, 16 bits, floating point, premultiplied alpha and color
 * spaces with an ICC profile are converted.
 */
public final class SrgbImage {
  private SrgbImage() {}

  /**
   * Returns the image as {@link BufferedImage#TYPE_INT_RGB}, with transparency composited over
   * white.
   *
   * @param image any image; not modified
   * @return the same object if it already has that type, else a converted copy
   */
  public static BufferedImage of(BufferedImage image) {
    return convert(image, BufferedImage.TYPE_INT_RGB);
  }

  /**
   * Copies an image into one of type {@link BufferedImage#TYPE_INT_RGB}, with transparency
   * composited over white.
   *
   * @param image any image; not modified
   * @return a new image that shares no memory with it
   */
  public static BufferedImage copyOf(BufferedImage image) {
    return copy(image, BufferedImage.TYPE_INT_RGB);
  }

  /**
   * Returns the image as {@link BufferedImage#TYPE_INT_ARGB}, opaque where it has no alpha.
   *
   * @param image any image; not modified
   * @return the same object if it already has that type, else a converted copy
   */
  public static BufferedImage withAlpha(BufferedImage image) {
    return convert(image, BufferedImage.TYPE_INT_ARGB);
  }

  /**
   * Makes an empty picture for the pixels of another one.
   *
   * @param image any picture
   * @param width of the new one, in pixels
   * @param height of the new one, in pixels
   * @return a picture of type {@link BufferedImage#TYPE_INT_ARGB} if {@code image} has alpha, else
   *     {@link BufferedImage#TYPE_INT_RGB}
   */
  public static BufferedImage emptyLike(BufferedImage image, int width, int height) {
    boolean alpha = image.getColorModel().hasAlpha();
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    return new BufferedImage(width, height, type);
  }

  private static BufferedImage convert(BufferedImage image, int type) {
    return image.getType() == type ? image : copy(image, type);
  }

  private static BufferedImage copy(BufferedImage image, int type) {
    int width = image.getWidth();
    BufferedImage converted = new BufferedImage(width, image.getHeight(), type);
    boolean onWhite = type == BufferedImage.TYPE_INT_RGB && image.getColorModel().hasAlpha();
    PixelRows rows = PixelRows.of(image);
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      rows.read(y, row);
      if (onWhite) {
        layOnWhite(row);
      }
      converted.getRaster().setDataElements(0, y, width, 1, row);
    }
    return converted;
  }

  private static void layOnWhite(int[] row) {
    for (int x = 0; x < row.length; x++) {
      int alpha = row[x] >>> 24;
      row[x] =
          overWhite(row[x] >> 16 & 0xff, alpha) << 16
              | overWhite(row[x] >> 8 & 0xff, alpha) << 8
              | overWhite(row[x] & 0xff, alpha);
    }
  }

  private static int overWhite(int level, int alpha) {
    return (level * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
