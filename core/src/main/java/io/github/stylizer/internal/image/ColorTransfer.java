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

  // Rounding and compression alone cause a variance of one level squared: stretching that to // the
  // variance of a colorful photo would only amplify noise.
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
   * Levels are clamped to 0 … 255, so a mostly black or white target is matched only approximately.
   * Directions with a standard deviation below one level, such as the colors of a gray image, are
   * not stretched and do not reach the target's covariance.
   *
   * @param image the image to recolor; any image; not modified; transparency is composited over
   *     white
   * @param target provides the colors; any image of any size; not modified; transparency is
   *     composited over white
   * @return a new image of the size of the first, of type {@link BufferedImage#TYPE_INT_RGB}
   */
  public static BufferedImage matched(BufferedImage image, BufferedImage target) {
    ColorStatistics own = ColorStatistics.of(image);
    ColorStatistics wanted = ColorStatistics.of(target);
    double[][] map =
        Matrix3.product(
            Matrix3.function(wanted.covariance(), variance -> Math.sqrt(Math.max(0, variance))),
            Matrix3.function(
                own.covariance(),
                variance -> 1 / Math.sqrt(Math.max(SMALLEST_VARIANCE, variance))));
    return Rgb.map(image, pixel -> mapped(pixel, map, own.mean(), wanted.mean()));
  }

  /**
   * Color matching as {@link #matched}, but by the linear map that moves colors least, so that each
   * keeps its hue as far as possible (the Monge-Kantorovich map: Pitié and Kokaram, "The linear
   * Monge-Kantorovitch linear colour mapping", 2007).
   *
   * @param image the image to recolor; any image; not modified; transparency is composited over
   *     white
   * @param target mean and covariance of the colors
   * @return a new image of the size of the first, of type {@link BufferedImage#TYPE_INT_RGB}
   */
  public static BufferedImage matched(BufferedImage image, ColorStatistics target) {
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
    return Rgb.map(image, pixel -> mapped(pixel, map, own.mean(), target.mean()));
  }

  private static long mapped(long pixel, double[][] map, double[] from, double[] to) {
    double red = Rgb.red(pixel) - from[0];
    double green = Rgb.green(pixel) - from[1];
    double blue = Rgb.blue(pixel) - from[2];
    return Rgb.pack(
        to[0] + map[0][0] * red + map[0][1] * green + map[0][2] * blue,
        to[1] + map[1][0] * red + map[1][1] * green + map[1][2] * blue,
        to[2] + map[2][0] * red + map[2][1] * green + map[2][2] * blue,
        Rgb.highest(8));
  }
}
