package io.github.stylizer.image;

import java.util.Objects;

/**
 * The header of an image file, read without decoding the image.
 *
 * @param format the name of the format in capitals, one of {@link ImageDecoder#formats}
 * @param width the width of the upright image in pixels, as {@link ImageDecoder#read} returns it;
 *     stored as the height with orientations 5 to 8
 * @param height the height of the upright image in pixels
 * @param orientation EXIF orientation of the stored image, 1 to 8; 1 if unspecified
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
      throw new IllegalArgumentException("orientation must be 1 to 8, but is " + orientation);
    }
  }
}
