package io.github.stylizer.testing;

import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;

/** Pictures of drawn pixels. */
public final class PhotoPixels {
  private PhotoPixels() {}

  /**
   * Draws a picture; the same one for the same size.
   *
   * @param width its width
   * @param height its height
   * @return a picture of type {@link BufferedImage#TYPE_INT_RGB}
   */
  public static BufferedImage drawn(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    float[] colors = Draw.values(43, new Shape(height, width), 0, 1 << 24);
    for (int i = 0; i < colors.length; i++) {
      picture.setRGB(i % width, i / width, (int) colors[i]);
    }
    return picture;
  }

  /**
   * Reads all pixels.
   *
   * @param picture the picture
   * @return alpha, red, green and blue of each pixel, row by row
   */
  public static int[] of(BufferedImage picture) {
    int width = picture.getWidth();
    return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }
}
