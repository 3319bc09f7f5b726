package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

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

  /**
   * Compares pictures of the same size.
   *
   * @param picture the picture
   * @param other the other one
   * @return the largest difference of a channel, in levels
   */
  public static int largestDifference(BufferedImage picture, BufferedImage other) {
    return differences(picture, other).max().orElseThrow();
  }

  /**
   * Compares pictures of the same size.
   *
   * @param picture the picture
   * @param other the other one
   * @return the mean difference of the channels, in levels
   */
  public static double meanDifference(BufferedImage picture, BufferedImage other) {
    return differences(picture, other).average().orElseThrow();
  }

  private static IntStream differences(BufferedImage picture, BufferedImage other) {
    int[] pixels = of(picture);
    int[] others = of(other);
    assertThat(pixels).hasSameSizeAs(others);
    return IntStream.range(0, 3 * pixels.length)
        .map(i -> channel(pixels[i / 3], i % 3) - channel(others[i / 3], i % 3))
        .map(Math::abs);
  }

  private static int channel(int pixel, int index) {
    return pixel >> 8 * index & 0xff;
  }
}
