package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Cuts rectangles out of images. The result is a new image of type {@link
 * BufferedImage#TYPE_INT_RGB}, or {@link BufferedImage#TYPE_INT_ARGB} if the image has alpha, and
 * shares no memory with the image.
 */
public final class ImageCrop {
  private static final int ATTEMPTS = 10;

  private ImageCrop() {}

  /**
   * Cuts out the center.
   *
   * @param image any image; not modified
   * @param width the width to keep in pixels, 1 to the image's
   * @param height the height to keep in pixels, 1 to the image's
   * @return the crop; where the margins differ by one, left and top have the smaller one
   * @throws IllegalArgumentException if the rectangle is empty or larger than the image
   */
  public static BufferedImage center(BufferedImage image, int width, int height) {
    checkSize(image, width, height);
    int left = (image.getWidth() - width) / 2;
    int top = (image.getHeight() - height) / 2;
    return cut(image, left, top, width, height);
  }

  /**
   * Limits the aspect ratio of an image by cutting off its ends: a very long one would become huge
   * when its shorter side is enlarged.
   *
   * @param image any image; not modified
   * @param ratio the largest allowed ratio of the longer to the shorter side, at least 1
   * @return the center, or the same object if the ratio is not exceeded
   * @throws IllegalArgumentException if the ratio is less than 1
   */
  public static BufferedImage atMost(BufferedImage image, int ratio) {
    if (ratio < 1) {
      throw new IllegalArgumentException("the ratio must be at least 1, but is " + ratio);
    }
    long longest = (long) ratio * Math.min(image.getWidth(), image.getHeight());
    if (Math.max(image.getWidth(), image.getHeight()) <= longest) {
      return image;
    }
    return center(
        image,
        (int) Math.min(image.getWidth(), longest),
        (int) Math.min(image.getHeight(), longest));
  }

  /**
   * Cuts out a rectangle at a uniformly random position.
   *
   * @param image any image; not modified
   * @param width the width to keep in pixels, 1 to the image's
   * @param height the height to keep in pixels, 1 to the image's
   * @param random draws the position, the column before the row
   * @return the crop
   * @throws IllegalArgumentException if the rectangle is empty or larger than the image
   */
  public static BufferedImage random(
      BufferedImage image, int width, int height, RandomGenerator random) {
    checkSize(image, width, height);
    int left = random.nextInt(image.getWidth() - width + 1);
    int top = random.nextInt(image.getHeight() - height + 1);
    return cut(image, left, top, width, height);
  }

  /**
   * Cuts out a square of random size at a random position and resizes it, as {@code
   * RandomResizedCrop} of torchvision does with an aspect ratio of 1: the square's share of the
   * image's area is drawn uniformly; if ten drawn squares do not fit, the largest center square is
   * taken.
   *
   * @param image any image; not modified
   * @param side the side of the result in pixels, at least 1
   * @param minScale the smallest share of the area, above 0
   * @param maxScale the largest share of the area, {@code minScale} to 1
   * @param random draws size and position
   * @return an image of {@code side} by {@code side} pixels
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static BufferedImage randomResized(
      BufferedImage image, int side, double minScale, double maxScale, RandomGenerator random) {
    if (side < 1) {
      throw new IllegalArgumentException("side must be at least 1, but is " + side);
    }
    requireScales(minScale, maxScale);
    int shorter = Math.min(image.getWidth(), image.getHeight());
    double area = (double) image.getWidth() * image.getHeight();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double share = minScale + (maxScale - minScale) * random.nextDouble();
      long square = Math.round(Math.sqrt(area * share));
      if (square >= 1 && square <= shorter) {
        BufferedImage crop = random(image, (int) square, (int) square, random);
        return ImageResize.to(crop, side, side);
      }
    }
    return ImageResize.to(center(image, shorter, shorter), side, side);
  }

  /**
   * Checks the scales of {@link #randomResized}.
   *
   * @param minScale the smallest share of the area
   * @param maxScale the largest share of the area
   * @throws IllegalArgumentException unless 0 &lt; {@code minScale} &lt;= {@code maxScale} &lt;= 1
   */
  public static void requireScales(double minScale, double maxScale) {
    if (!(minScale > 0 && minScale <= maxScale && maxScale <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the scales are %s and %s, expected 0 < minScale <= maxScale <= 1",
              minScale,
              maxScale));
    }
  }

  private static void checkSize(BufferedImage image, int width, int height) {
    if (width < 1 || height < 1 || width > image.getWidth() || height > image.getHeight()) {
      throw new IllegalArgumentException(
          "the crop is "
              + width
              + " x "
              + height
              + ", the image "
              + image.getWidth()
              + " x "
              + image.getHeight());
    }
  }

  private static BufferedImage cut(BufferedImage image, int left, int top, int width, int height) {
    BufferedImage part = image.getSubimage(left, top, width, height);
    BufferedImage crop = SrgbImage.emptyLike(image, width, height);
    PixelRows rows = PixelRows.of(part);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      crop.getRaster().setDataElements(0, y, width, 1, row);
    }
    return crop;
  }
}
