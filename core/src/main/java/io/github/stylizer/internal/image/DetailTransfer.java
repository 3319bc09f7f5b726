package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;

/**
 * Enlarges a picture that was painted small, and gives it back what shrinking took from its photo:
 * the finest levels of the Laplacian pyramid of its luma.
 */
public final class DetailTransfer {
  private DetailTransfer() {}

  /**
   * Brings a picture to the size of its photo.
   *
   * @param painted the picture; not modified
   * @param small the photo in the size of the picture; not modified
   * @param photo the photo; not modified
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}; without detail if the picture
   *     is not smaller than the photo
   */
  public static BufferedImage resized(
      BufferedImage painted, BufferedImage small, BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    BufferedImage picture = ImageResize.to(painted, width, height);
    if (small.getWidth() >= width) {
      return picture;
    }
    BufferedImage coarse = ImageResize.to(small, width, height);
    BufferedImage detail = Rgb.combine(photo, coarse, 8, DetailTransfer::difference);
    return Rgb.combine(picture, detail, 8, DetailTransfer::added);
  }

  /** The difference of luma in the place of red and green, since levels are not negative. */
  private static long difference(long photo, long coarse) {
    double difference =
        (ColorTransfer.luminance(photo) - ColorTransfer.luminance(coarse))
            / ColorTransfer.WEIGHT_SUM;
    return Rgb.pack(difference, -difference, 0, Rgb.highest(8));
  }

  private static long added(long pixel, long detail) {
    int difference = Rgb.red(detail) - Rgb.green(detail);
    return Rgb.pack(
        Rgb.red(pixel) + difference,
        Rgb.green(pixel) + difference,
        Rgb.blue(pixel) + difference,
        Rgb.highest(8));
  }
}
