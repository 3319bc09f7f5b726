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
   * @return a new image of the depth of the picture; without detail if the picture is not smaller
   *     than the photo
   */
  public static BufferedImage resized(
      BufferedImage painted, BufferedImage small, BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    BufferedImage picture = ImageResize.to(painted, width, height);
    if (small.getWidth() >= width) {
      return picture;
    }
    int depth = DeepImage.depth(picture);
    int highest = Rgb.highest(depth);
    BufferedImage coarse = ImageResize.to(small, width, height);
    BufferedImage detail =
        Rgb.combine(photo, coarse, depth, (fine, blurred) -> difference(fine, blurred, highest));
    return Rgb.combine(
        picture, detail, depth, (pixel, difference) -> added(pixel, difference, highest));
  }

  /** The difference of luma in the place of red and green, since levels are not negative. */
  private static long difference(long photo, long coarse, int highest) {
    double difference =
        (ColorTransfer.luminance(photo) - ColorTransfer.luminance(coarse))
            / ColorTransfer.WEIGHT_SUM;
    return Rgb.pack(difference, -difference, 0, highest);
  }

  private static long added(long pixel, long detail, int highest) {
    int difference = Rgb.red(detail) - Rgb.green(detail);
    return Rgb.pack(
        Rgb.red(pixel) + difference,
        Rgb.green(pixel) + difference,
        Rgb.blue(pixel) + difference,
        highest);
  }
}
