package io.github.stylizer.internal.data;

import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/**
 * Makes a square of training size of a photo. An implementation is a pure function: the result
 * depends on the photo and on what the generator draws, nothing else. It is called by several
 * threads at once, neither changes the photo nor keeps it.
 */
@FunctionalInterface
public interface Crop {
  /** The longest side of a crop in pixels. */
  int MAX_SIDE = 4096;

  /**
   * Makes the square.
   *
   * @param photo any picture of any size; not modified
   * @param random decides all that is left to chance; used by this call only
   * @return the square
   */
  BufferedImage apply(BufferedImage photo, RandomGenerator random);

  /**
   * The shorter side is resized to the side of the square, then the center is cut out: what Johnson
   * et al. (2016, arXiv 1603.08155) trained with, at 256 pixels. Nothing is random. Of photos that
   * are more than eight times as long as wide, only the middle is resized.
   *
   * @param side the side of the square in pixels, 1 to {@value #MAX_SIDE}
   * @return the crop
   * @throws IllegalArgumentException if the side is out of its range
   */
  static Crop resizedCenter(int side) {
    checkSide(side);
    return (photo, random) -> {
      // A photo one pixel wide would become as many times longer as it becomes wider.
      BufferedImage middle = ImageCrop.atMost(photo, 8);
      return ImageCrop.center(ImageResize.shorterSide(middle, side), side, side);
    };
  }

  /**
   * A square of a random size at a random place, resized: {@link ImageCrop#randomResized}.
   *
   * @param side the side of the square in pixels, 1 to {@value #MAX_SIDE}
   * @param minScale the smallest share of the photo's area, more than 0
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
   * A square at a random place of the photo, which is resized first so that its shorter side has a
   * random length: what Shen et al. (2017, arXiv 1709.04111) describe, with squares of 256 pixels
   * of photos whose shorter side is 256 to 480.
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
          "a square of %d pixels is to be cut out of photos whose shorter side is %d to %d, expected at least the square's"
              .formatted(side, minShorter, maxShorter));
    }
    return (photo, random) -> {
      // The part that will be the square is cut out first: only that is resized.
      double shorter = minShorter + (maxShorter - minShorter) * random.nextDouble();
      int longest = Math.min(photo.getWidth(), photo.getHeight());
      int square = (int) Math.max(1, Math.min(longest, Math.round(longest * side / shorter)));
      return ImageResize.to(ImageCrop.random(photo, square, square, random), side, side);
    };
  }

  /**
   * Returns this crop followed by a coin: every other result, on average, is mirrored left to
   * right.
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
    boolean alpha = image.getColorModel().hasAlpha();
    BufferedImage mirrored =
        new BufferedImage(
            width,
            image.getHeight(),
            alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        mirrored.setRGB(width - 1 - x, y, image.getRGB(x, y));
      }
    }
    return mirrored;
  }
}
