package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The distribution of the colors of an image, in levels 0 … 255 of red, green and blue.
 *
 * @param mean the mean of each channel
 * @param covariance the covariance of the channels, 3x3, divided by the number of pixels
 */
public record ColorStatistics(double[] mean, double[][] covariance) {

  /**
   * Measures an image.
   *
   * @param image any image; not modified
   * @return its mean and covariance
   */
  public static ColorStatistics of(BufferedImage image) {
    // Integer sums are exact, so a single-color image has variance 0 up to one final rounding;
    // even 2^30 pixels of 16 bits do not overflow a long.
    long[] sums = new long[3];
    long[][] products = new long[3][3];
    int depth = DeepImage.depth(image);
    sum(image, depth, sums, products);
    double scale = Rgb.highest(depth) / 255.0;
    double pixels = (double) image.getWidth() * image.getHeight();
    double[] mean = new double[3];
    double[][] covariance = new double[3][3];
    for (int i = 0; i < 3; i++) {
      mean[i] = sums[i] / pixels / scale;
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = products[i][j] / pixels / (scale * scale) - mean[i] * mean[j];
        covariance[j][i] = covariance[i][j];
      }
    }
    return new ColorStatistics(mean, covariance);
  }

  /**
   * Returns the statistics of all images of a collection together.
   *
   * @param images the statistics of each, at least one
   * @param shares of the images in the collection, which add up to 1
   * @return mean and covariance of the collection
   */
  public static ColorStatistics together(List<ColorStatistics> images, double[] shares) {
    double[] mean = new double[3];
    double[][] products = new double[3][3];
    for (int k = 0; k < shares.length; k++) {
      ColorStatistics image = images.get(k);
      for (int i = 0; i < 3; i++) {
        mean[i] += shares[k] * image.mean[i];
        for (int j = 0; j < 3; j++) {
          products[i][j] += shares[k] * (image.covariance[i][j] + image.mean[i] * image.mean[j]);
        }
      }
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        products[i][j] -= mean[i] * mean[j];
      }
    }
    return new ColorStatistics(mean, products);
  }

  private static void sum(BufferedImage image, int depth, long[] sums, long[][] products) {
    Rgb.Rows rows = Rgb.rows(image, depth);
    long[] row = new long[image.getWidth()];
    int[] levels = new int[3];
    for (int y = 0; y < image.getHeight(); y++) {
      rows.read(y, row);
      for (long pixel : row) {
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
