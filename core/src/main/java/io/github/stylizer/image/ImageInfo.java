package io.github.stylizer.image;

import java.util.Objects;

/**
 * What the header of an image file says, known without decoding the image.
 *
 * @param format the name of the format in capitals, one of {@link ImageDecoder#formats}
 * @param width the width of the upright image in pixels, which is what {@link ImageDecoder#read}
 *     returns; orientations 5 to 8 store it as the height
 * @param height the height of the upright image in pixels
 * @param orientation how the file stores the image, 1 to 8 as in EXIF; 1 if the file does not say
 */
public record ImageInfo(String format, int width, int height, int orientation) {
  /**
   * Checks the values.
   *
   * @param format the name of the format
   * @param width the width of the upright image
   * @param height the height of the upright image
   * @param orientation 1 to 8
   * @throws IllegalArgumentException if a side is less than 1 or the orientation is not 1 to 8
   */
  public ImageInfo {
    Objects.requireNonNull(format, "format");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a side is less than 1: " + width + " x " + height);
    }
    if (orientation < 1 || orientation > 8) {
      throw new IllegalArgumentException("orientation is " + orientation + ", not 1 to 8");
    }
  }
}
