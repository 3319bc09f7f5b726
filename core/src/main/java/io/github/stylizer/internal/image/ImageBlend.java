package io.github.stylizer.internal.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Mixes two images, as a cross-dissolve does. */
public final class ImageBlend {
  private ImageBlend() {}

  /**
   * Mixes two images linearly, channel by channel, on sRGB values: {@code first + share * (second -
   * first)}, rounded to the nearest level.
   *
   * @param first any image; not modified; transparency is composited over white
   * @param second any image of the same size; not modified; transparency is composited over white
   * @param share the share of the second image, 0 … 1
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IllegalArgumentException if the sizes differ or the share is not in 0 … 1
   */
  public static BufferedImage mix(BufferedImage first, BufferedImage second, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share must be from 0 to 1, but is " + share);
    }
    return Rgb.combine(first, second, (a, b) -> mixed(a, b, share));
  }

  /**
   * A picture that covers a part of another one.
   *
   * @param image any image; transparency is composited over white
   * @param shares how much of it is seen where
   */
  public record Layer(BufferedImage image, GrayPlane.Stretched shares) {}

  /**
   * Lays pictures over another one, each by its shares. Where these exceed 1 in total, they are
   * divided by that, so that the order does not matter.
   *
   * @param base a part of a picture; any image; not modified; transparency is composited over white
   * @param layers parts of the same size; not modified
   * @param place where the parts lie in their pictures
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IllegalArgumentException if the sizes differ
   */
  public static BufferedImage layered(BufferedImage base, List<Layer> layers, Point place) {
    int width = base.getWidth();
    float[] shares = new float[width];
    float[] total = new float[width];
    float[][] sums = new float[3][width];
    BufferedImage result = SrgbImage.copyOf(base);
    List<BufferedImage> images = layers.stream().map(layer -> rgb(layer.image, base)).toList();
    int[] row = new int[width];
    for (int y = 0; y < base.getHeight(); y++) {
      Arrays.fill(total, 0);
      Arrays.fill(sums[0], 0);
      Arrays.fill(sums[1], 0);
      Arrays.fill(sums[2], 0);
      for (int i = 0; i < images.size(); i++) {
        layers.get(i).shares.row(place.x, place.y + y, shares);
        images.get(i).getRaster().getDataElements(0, y, width, 1, row);
        add(row, shares, sums, total);
      }
      result.getRaster().getDataElements(0, y, width, 1, row);
      finish(row, sums, total);
      result.getRaster().setDataElements(0, y, width, 1, row);
    }
    return result;
  }

  private static BufferedImage rgb(BufferedImage image, BufferedImage base) {
    Rgb.requireSameSize(base, image);
    return SrgbImage.of(image);
  }

  private static void add(int[] row, float[] shares, float[][] sums, float[] total) {
    for (int x = 0; x < row.length; x++) {
      float share = shares[x];
      total[x] += share;
      sums[0][x] += share * Rgb.red(row[x]);
      sums[1][x] += share * Rgb.green(row[x]);
      sums[2][x] += share * Rgb.blue(row[x]);
    }
  }

  /** Adds what the layers leave of the base, or divides by their total. */
  private static void finish(int[] row, float[][] sums, float[] total) {
    for (int x = 0; x < row.length; x++) {
      double base = Math.max(0, 1 - total[x]);
      double scale = 1 / Math.max(1, total[x]);
      row[x] =
          Rgb.pack(
              base * Rgb.red(row[x]) + scale * sums[0][x],
              base * Rgb.green(row[x]) + scale * sums[1][x],
              base * Rgb.blue(row[x]) + scale * sums[2][x]);
    }
  }

  /** Mixes two packed pixels. */
  static int mixed(int first, int second, double share) {
    return Rgb.pack(
        between(Rgb.red(first), Rgb.red(second), share),
        between(Rgb.green(first), Rgb.green(second), share),
        between(Rgb.blue(first), Rgb.blue(second), share));
  }

  private static double between(int first, int second, double share) {
    return first + share * (second - first);
  }
}
