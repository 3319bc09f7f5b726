package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;

/**
 * Gives pictures the colors of others, by the two ways of Gatys, Bethge, Hertzmann and Shechtman,
 * "Preserving Color in Neural Artistic Style Transfer", 2016 (<a
 * href="https://arxiv.org/abs/1606.05897">arXiv 1606.05897</a>). All is computed with the values of
 * sRGB, as there.
 */
public final class ColorTransfer {
  // Luma weights of YIQ in thousandths, so that luminance is an exact sum of whole numbers.
  private static final int RED_WEIGHT = 299;
  private static final int GREEN_WEIGHT = 587;
  private static final int BLUE_WEIGHT = 114;
  private static final double WEIGHT_SUM = 1000;

  // A variance of one level squared is what rounding and compression leave behind: to stretch it to
  // that of a colorful photo would show noise only.
  private static final double SMALLEST_VARIANCE = 1;

  private ColorTransfer() {}

  /**
   * Luminance-only transfer: takes the luminance (Y of YIQ) of one picture and the chroma (I and Q)
   * of another. Where both together lie outside of RGB, the luminance is kept and the chroma
   * becomes as much paler as is needed, of the same hue. A gray pixel of the second picture stays
   * gray.
   *
   * @param luminance gives the luminance; any picture; not modified; transparency is laid on white
   * @param chroma gives the colors; any picture of the same size; not modified; transparency is
   *     laid on white
   * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IllegalArgumentException if the sizes differ
   */
  public static BufferedImage luminance(BufferedImage luminance, BufferedImage chroma) {
    return Rgb.combine(luminance, chroma, ColorTransfer::withLuminance);
  }

  private static int withLuminance(int bright, int colored) {
    int red = Rgb.red(colored);
    int green = Rgb.green(colored);
    int blue = Rgb.blue(colored);
    // The same step for all channels is what changes Y and leaves I and Q as they are.
    long step = Math.round((luminance(bright) - luminance(colored)) / WEIGHT_SUM);
    boolean fits =
        Math.min(red, Math.min(green, blue)) + step >= 0
            && Math.max(red, Math.max(green, blue)) + step <= 255;
    return fits
        ? Rgb.pack(red + step, green + step, blue + step)
        : paler(luminance(bright) / WEIGHT_SUM, luminance(colored) / WEIGHT_SUM, red, green, blue);
  }

  private static int paler(double target, double present, int red, int green, int blue) {
    double share =
        Math.min(
            room(target, red - present),
            Math.min(room(target, green - present), room(target, blue - present)));
    return Rgb.pack(
        target + share * (red - present),
        target + share * (green - present),
        target + share * (blue - present));
  }

  /** How much of a channel's distance to the luminance fits into 0 … 255; all of it is 1. */
  private static double room(double luminance, double distance) {
    double limit = distance > 0 ? 255 - luminance : luminance;
    return Math.abs(distance) <= limit ? 1 : limit / Math.abs(distance);
  }

  private static int luminance(int pixel) {
    return RED_WEIGHT * Rgb.red(pixel)
        + GREEN_WEIGHT * Rgb.green(pixel)
        + BLUE_WEIGHT * Rgb.blue(pixel);
  }

  /**
   * Color matching: a linear map of RGB gives the picture the mean and the covariance of another's
   * colors, by the symmetric square roots {@code sqrt(target covariance) * 1 / sqrt(own
   * covariance)}. Levels beyond 0 … 255 are clamped: colors of a target that is largely black or
   * white are not reached in full. What varies by less than a level, such as the colors of a gray
   * picture, is not stretched: there the target's covariance is not reached.
   *
   * @param image the picture to recolor; any picture; not modified; transparency is laid on white
   * @param target gives the colors; any picture of any size; not modified; transparency is laid on
   *     white
   * @return a new picture of the size of the first, of type {@link BufferedImage#TYPE_INT_RGB}
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

  private static int mapped(int pixel, double[][] map, double[] from, double[] to) {
    double red = Rgb.red(pixel) - from[0];
    double green = Rgb.green(pixel) - from[1];
    double blue = Rgb.blue(pixel) - from[2];
    return Rgb.pack(
        to[0] + map[0][0] * red + map[0][1] * green + map[0][2] * blue,
        to[1] + map[1][0] * red + map[1][1] * green + map[1][2] * blue,
        to[2] + map[2][0] * red + map[2][1] * green + map[2][2] * blue);
  }
}
