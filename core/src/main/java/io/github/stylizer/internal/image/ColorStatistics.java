package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;

/**
 * The distribution of the colors of an image, in levels 0 … 255 of red, green and blue.
 *
 * @param mean the mean of each channel
 * @param covariance the covariance of the channels, 3x3, divided by the number of pixels
 */
record ColorStatistics(double[] mean, double[][] covariance) {

  static ColorStatistics of(BufferedImage image) {
    // Integer sums are exact, so a single-color image has variance 0 up to one final rounding; //
    // even 2^31 pixels do not overflow a long.
    long[] sums = new long[3];
    long[][] products = new long[3][3];
    sum(SrgbImage.of(image), sums, products);
    double pixels = (double) image.getWidth() * image.getHeight();
    double[] mean = new double[3];
    double[][] covariance = new double[3][3];
    for (int i = 0; i < 3; i++) {
      mean[i] = sums[i] / pixels;
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = products[i][j] / pixels - mean[i] * mean[j];
        covariance[j][i] = covariance[i][j];
      }
    }
    return new ColorStatistics(mean, covariance);
  }

  private static void sum(BufferedImage rgb, long[] sums, long[][] products) {
    int width = rgb.getWidth();
    int[] row = new int[width];
    int[] levels = new int[3];
    for (int y = 0; y < rgb.getHeight(); y++) {
      rgb.getRaster().getDataElements(0, y, width, 1, row);
      for (int pixel : row) {
        levels[0] = Rgb.red(pixel);
        levels[1] = Rgb.green(pixel);
        levels[2] = Rgb.blue(pixel);
        for (int i = 0; i < 3; i++) {
          sums[i] += levels[i];
          for (int j = 0; j <= i; j++) {
            products[i][j] += (long) levels[i] * levels[j];
          }
        }
      }
    }
  }
}
