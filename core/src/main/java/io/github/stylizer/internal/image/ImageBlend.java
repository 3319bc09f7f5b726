package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;

/** Mixes two images, as a cross-dissolve does. */
public final class ImageBlend {
  private ImageBlend() {}

  /**
   * Mixes two images linearly, channel by channel, on sRGB values: {@code first + share * (second -
   * first)}, rounded to the nearest level of the depth of the second image.
   *
   * @param first any image; not modified; transparency is composited over white
   * @param second any image of the same size; not modified; transparency is composited over white
   * @param share the share of the second image, 0 … 1
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or of 16 bits per channel as
   *     the second image
   * @throws IllegalArgumentException if the sizes differ or the share is not in 0 … 1
   */
  public static BufferedImage mix(BufferedImage first, BufferedImage second, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share must be from 0 to 1, but is " + share);
    }
    int depth = DeepImage.depth(second);
    return Rgb.combine(
        first,
        second,
        depth,
        (a, b) ->
            Rgb.pack(
                mixed(Rgb.red(a), Rgb.red(b), share),
                mixed(Rgb.green(a), Rgb.green(b), share),
                mixed(Rgb.blue(a), Rgb.blue(b), share),
                Rgb.highest(depth)));
  }

  private static double mixed(int first, int second, double share) {
    return first + share * (second - first);
  }
}
