package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;

/**
 * Transfers colors between images in two ways: Gatys, Bethge, Hertzmann and Shechtman, "Preserving
 * Color in Neural Artistic Style Transfer", 2016 (<a href="https://arxiv.org/abs/1606.05897">arXiv
 * 1606.05897</a>). Like there, everything is computed on sRGB values, not linear light.
 */
public final class ColorTransfer {
  // Luma weights of YIQ in thousandths, so that luminance is an exact integer sum.
  private static final int RED_WEIGHT = 299;
  private static final int GREEN_WEIGHT = 587;
  private static final int BLUE_WEIGHT = 114;
  static final double WEIGHT_SUM = 1000;

  // Rounding and compression alone cause a variance of one level squared: stretching that to
  // the variance of a colorful photo would only amplify noise.
  private static final double SMALLEST_VARIANCE = 1;

  private ColorTransfer() {}

  /**
   * Luminance-only transfer: takes the luminance (Y of YIQ) of one image and the chroma (I and Q)
   * of another. Where the combination is outside the RGB gamut, luminance and hue are kept and the
   * chroma is reduced as far as needed. A gray pixel of the second image stays gray.
   *
   * @param luminance provides the luminance; any image; not modified; transparency is composited
   *     over white
   * @param chroma provides the colors; any image of the same size; not modified; transparency is
   *     composited over white
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or of 16 bits per channel as
   *     the one that provides the luminance
   * @throws IllegalArgumentException if the sizes differ
   */
  public static BufferedImage luminance(BufferedImage luminance, BufferedImage chroma) {
    int depth = DeepImage.depth(luminance);
    int highest = Rgb.highest(depth);
    return Rgb.combine(
        luminance, chroma, depth, (bright, colored) -> withLuminance(bright, colored, highest));
  }

  private static long withLuminance(long bright, long colored, int highest) {
    int red = Rgb.red(colored);
    int green = Rgb.green(colored);
    int blue = Rgb.blue(colored);
    // Adding the same value to all channels changes Y and leaves I and Q unchanged.
    double step = (double) Math.round((luminance(bright) - luminance(colored)) / WEIGHT_SUM);
    boolean fits =
        Math.min(red, Math.min(green, blue)) + step >= 0
            && Math.max(red, Math.max(green, blue)) + step <= highest;
    if (fits) {
      return Rgb.pack(red + step, green + step, blue + step, highest);
    }
    double target = luminance(bright) / WEIGHT_SUM;
    return paler(target, luminance(colored) / WEIGHT_SUM, red, green, blue, highest);
  }

  private static long paler(
      double target, double present, int red, int green, int blue, int highest) {
    double share =
        Math.min(
            scaleInto(target, red - present, highest),
            Math.min(
                scaleInto(target, green - present, highest),
                scaleInto(target, blue - present, highest)));
    return Rgb.pack(
        target + share * (red - present),
        target + share * (green - present),
        target + share * (blue - present),
        highest);
  }

  /**
   * Returns the factor, at most 1, that brings a channel's distance to the luminance into range.
   */
  private static double scaleInto(double luminance, double distance, int highest) {
    double limit = distance > 0 ? highest - luminance : luminance;
    return Math.abs(distance) <= limit ? 1 : limit / Math.abs(distance);
  }

  /** The luma of a pixel, times {@link #WEIGHT_SUM}. */
  static int luminance(long pixel) {
    return RED_WEIGHT * Rgb.red(pixel)
        + GREEN_WEIGHT * Rgb.green(pixel)
        + BLUE_WEIGHT * Rgb.blue(pixel);
  }

  /**
   * Color matching: a linear map of RGB gives an image the mean and covariance of another's colors,
   * with the symmetric square roots {@code sqrt(target covariance) * 1 / sqrt(own covariance)}.
   * Levels are clamped, so a mostly black or white target is matched only approximately. Directions
   * with a standard deviation below one level of 8 bits, such as the colors of a gray image, are
   * not stretched and do not reach the target's covariance.
   *
   * @param image the image to recolor; any image; not modified; transparency is composited over
   *     white
   * @param target provides the colors; any image of any size; not modified; transparency is
   *     composited over white
   * @param amount from 0, the image's colors, to 1, the target's; between them, the mean of both
   * @return a new image of the size and depth of the first
   */
  public static BufferedImage matched(BufferedImage image, BufferedImage target, double amount) {
    ColorStatistics own = ColorStatistics.of(image);
    ColorStatistics wanted = ColorStatistics.of(target);
    double[][] map =
        Matrix3.product(
            Matrix3.function(wanted.covariance(), variance -> Math.sqrt(Math.max(0, variance))),
            Matrix3.function(
                own.covariance(),
                variance -> 1 / Math.sqrt(Math.max(SMALLEST_VARIANCE, variance))));
    return mapped(image, map, own.mean(), wanted.mean(), amount);
  }

  /**
   * Color matching as {@link #matched(BufferedImage, BufferedImage, double)}, but by the linear map
   * that moves colors least, so that each keeps its hue as far as possible (the Monge-Kantorovich
   * map: Pitié and Kokaram, "The linear Monge-Kantorovitch linear colour mapping", 2007).
   *
   * @param image the image to recolor; any image; not modified; transparency is composited over
   *     white
   * @param target mean and covariance of the colors
   * @param amount from 0, the image's colors, to 1, the target's; between them, the mean of both
   * @return a new image of the size and depth of the first
   */
  public static BufferedImage matched(BufferedImage image, ColorStatistics target, double amount) {
    ColorStatistics own = ColorStatistics.of(image);
    double[][] root =
        Matrix3.function(
            own.covariance(), variance -> Math.sqrt(Math.max(SMALLEST_VARIANCE, variance)));
    double[][] inverse =
        Matrix3.function(
            own.covariance(), variance -> 1 / Math.sqrt(Math.max(SMALLEST_VARIANCE, variance)));
    double[][] between =
        Matrix3.function(
            Matrix3.product(Matrix3.product(root, target.covariance()), root),
            variance -> Math.sqrt(Math.max(0, variance)));
    double[][] map = Matrix3.product(Matrix3.product(inverse, between), inverse);
    return mapped(image, map, own.mean(), target.mean(), amount);
  }

  /** Moves every pixel by this share of the way to where the map brings it. */
  private static BufferedImage mapped(
      BufferedImage image, double[][] map, double[] from, double[] to, double amount) {
    int depth = DeepImage.depth(image);
    int highest = Rgb.highest(depth);
    double scale = highest / 255.0;
    return Rgb.combine(
        image,
        image,
        depth,
        (pixel, same) -> {
          double red = Rgb.red(pixel) - scale * from[0];
          double green = Rgb.green(pixel) - scale * from[1];
          double blue = Rgb.blue(pixel) - scale * from[2];
          double[] moved = new double[3];
          for (int i = 0; i < 3; i++) {
            moved[i] = scale * to[i] + map[i][0] * red + map[i][1] * green + map[i][2] * blue;
          }
          return Rgb.pack(
              Rgb.red(pixel) + amount * (moved[0] - Rgb.red(pixel)),
              Rgb.green(pixel) + amount * (moved[1] - Rgb.green(pixel)),
              Rgb.blue(pixel) + amount * (moved[2] - Rgb.blue(pixel)),
              highest);
        });
  }
}
