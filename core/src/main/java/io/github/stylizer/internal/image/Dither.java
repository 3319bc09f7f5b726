package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Noise of one level for drawn images. A network normalizes the contrast of its feature maps, and
 * where an image has no noise at all, it makes stripes of the steps of a drawn gradient.
 */
public final class Dither {
  // Of 99 in 100 photos less than 0.7, since they have noise almost everywhere.
  private static final double DRAWN_SHARE = 0.75;

  private Dither() {}

  /**
   * Adds noise to an image if it is drawn: if three quarters of its pixels equal the one to the
   * left or above.
   *
   * @param image of type {@link BufferedImage#TYPE_INT_RGB} or any other; not modified
   * @return the same image if it is no drawing; otherwise a new one, in which every level is
   *     changed by -1, 0 or 1, always in the same way
   */
  public static BufferedImage ofDrawing(BufferedImage image) {
    if (!isDrawn(image)) {
      return image;
    }
    SplittableRandom random = new SplittableRandom(0);
    return Rgb.map(
        image,
        pixel ->
            Rgb.pack(
                Rgb.red(pixel) + random.nextInt(3) - 1,
                Rgb.green(pixel) + random.nextInt(3) - 1,
                Rgb.blue(pixel) + random.nextInt(3) - 1));
  }

  private static boolean isDrawn(BufferedImage image) {
    BufferedImage rgb = SrgbImage.of(image);
    int width = rgb.getWidth();
    int height = rgb.getHeight();
    int[] above = new int[width];
    int[] row = new int[width];
    long equal = 0;
    for (int y = 0; y < height; y++) {
      rgb.getRaster().getDataElements(0, y, width, 1, row);
      for (int x = 1; y > 0 && x < width; x++) {
        equal += row[x] == row[x - 1] || row[x] == above[x] ? 1 : 0;
      }
      int[] last = above;
      above = row;
      row = last;
    }
    return equal > DRAWN_SHARE * width * height;
  }
}
