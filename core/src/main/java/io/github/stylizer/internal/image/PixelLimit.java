package io.github.stylizer.internal.image;

import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.internal.io.FileLimits;

/** The largest image that is decoded; checked before memory is allocated. */
public record PixelLimit(long pixels, int side) {
  /** What is decoded unless the application says otherwise. */
  public static final PixelLimit DEFAULT =
      new PixelLimit(FileLimits.IMAGE_PIXELS, FileLimits.IMAGE_SIDE);

  /** Returns the limit of images that are decoded region by region: any that has such sides. */
  public PixelLimit ofRegions() {
    return new PixelLimit((long) side * side, side);
  }

  public void check(String name, int width, int height) throws ImageFormatException {
    if (width < 1 || height < 1) {
      throw new ImageFormatException(name, "a side of the image is less than 1 pixel");
    }
    if (width > side || height > side) {
      throw new ImageFormatException(
          name,
          "the image is "
              + width
              + " x "
              + height
              + " pixels, but the limit is "
              + side
              + " per side");
    }
    if ((long) width * height > pixels) {
      throw new ImageFormatException(
          name,
          "the image is "
              + width
              + " x "
              + height
              + " pixels, but the limit is "
              + pixels
              + " in total");
    }
  }
}
