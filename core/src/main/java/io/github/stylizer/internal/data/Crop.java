package io.github.stylizer.internal.data;

import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Crops a photo to a square of training size. An implementation is a pure function of the photo and
 * the numbers that the generator draws. It is called by several threads at once, and neither
 * modifies nor keeps the photo.
 */
@FunctionalInterface
public interface Crop {
  /** The longest side of a crop in pixels. */
  int MAX_SIDE = 4096;

  /**
   * Makes the square.
   *
   * @param photo any image of any size; not modified
   * @param random source of all randomness; used by this call only
   * @return the square
   */
  BufferedImage apply(BufferedImage photo, RandomGenerator random);

  /**
   * Resizes the shorter side to the side of the square and cuts out the center: the training crop
   * of Johnson et al. (2016, arXiv 1603.08155), at 256 pixels. Not random. Of photos with an aspect
   * ratio above eight, only the center part is resized.
   *
   * @param side the side of the square in pixels, 1 to {@value #MAX_SIDE}
   * @return the crop
   * @throws IllegalArgumentException if the side is out of range
   */
  static Crop resizedCenter(int side) {
    checkSide(side);
    return (photo, random) -> {
      // A photo one pixel wide would grow in length by the same factor as in width.
      BufferedImage middle = ImageCrop.atMost(photo, 8);
      return ImageCrop.center(ImageResize.shorterSide(middle, side), side, side);
    };
  }

  /**
   * Resizes a square of random size at a random position: {@link ImageCrop#randomResized}.
   *
   * @param side the side of the square in pixels, 1 to {@value #MAX_SIDE}
   * @param minScale the smallest share of the photo's area, above 0
   * @param maxScale the largest share of the photo's area, {@code minScale} to 1
   * @return the crop
   * @throws IllegalArgumentException if an argument is out of its range
   */
  static Crop randomResized(int side, double minScale, double maxScale) {
    checkSide(side);
    ImageCrop.requireScales(minScale, maxScale);
    return (photo, random) -> ImageCrop.randomResized(photo, side, minScale, maxScale, random);
  }

  /**
   * Resizes the photo so that its shorter side has a random length, and cuts out a square at a
   * random position: the training crop of Shen et al. (2017, arXiv 1709.04111), with squares of 256
   * pixels and a shorter side of 256 to 480.
   *
   * @param side the side of the square in pixels, 1 to {@value #MAX_SIDE}
   * @param minShorter the smallest shorter side in pixels, at least {@code side}
   * @param maxShorter the largest shorter side in pixels, at least {@code minShorter}
   * @return the crop
   * @throws IllegalArgumentException if an argument is out of its range
   */
  static Crop random(int side, int minShorter, int maxShorter) {
    checkSide(side);
    if (!(side <= minShorter && minShorter <= maxShorter)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "minimum and maximum of the shorter side must be at least %d and in this order, but are %d and %d",
              side,
              minShorter,
              maxShorter));
    }
    return (photo, random) -> {
      // Crops first, so that only the part that becomes the square is resized.
      double shorter = minShorter + (maxShorter - minShorter) * random.nextDouble();
      int longest = Math.min(photo.getWidth(), photo.getHeight());
      int square = (int) Math.max(1, Math.min(longest, Math.round(longest * side / shorter)));
      return ImageResize.to(ImageCrop.random(photo, square, square, random), side, side);
    };
  }

  /**
   * Returns this crop followed by a random flip: results are mirrored left to right with
   * probability 1/2.
   *
   * @return a crop that draws from the generator what this one does, then one boolean
   */
  default Crop randomlyFlipped() {
    return (photo, random) -> {
      BufferedImage square = apply(photo, random);
      return random.nextBoolean() ? mirrored(square) : square;
    };
  }

  private static void checkSide(int side) {
    if (side < 1 || side > MAX_SIDE) {
      throw new IllegalArgumentException("side is " + side + ", expected 1 to " + MAX_SIDE);
    }
  }

  private static BufferedImage mirrored(BufferedImage image) {
    int width = image.getWidth();
    BufferedImage mirrored = SrgbImage.emptyLike(image, width, image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        mirrored.setRGB(width - 1 - x, y, image.getRGB(x, y));
      }
    }
    return mirrored;
  }
}
