package io.github.stylizer;

import io.github.stylizer.internal.image.ImageResize;
import java.awt.image.BufferedImage;

/**
 * A photo that is to be painted.
 *
 * @param image the pixels
 * @param name of its file for messages; null if it has none
 */
record Photo(BufferedImage image, String name) {

  /** The same photo in the size that is asked for. */
  Photo resized(StylizerSettings settings) {
    int side = settings.longerSide();
    boolean fits = Math.max(image.getWidth(), image.getHeight()) <= side;
    return side == 0 || fits && !settings.mayEnlarge()
        ? this
        : new Photo(ImageResize.longerSide(image, side), name);
  }

  void requireSides(int minimum, String remedy) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (Math.min(width, height) < minimum) {
      String problem =
          "a photo of %dx%d is too small; each side needs at least %d pixels, so %s"
              .formatted(width, height, minimum, remedy);
      throw new IllegalArgumentException(inLine(problem));
    }
  }

  /** What a model said of the photo, with the name of its file. */
  IllegalArgumentException named(IllegalArgumentException said) {
    // A subclass may be that of a listener, whose caller waits for it.
    return name == null || said.getClass() != IllegalArgumentException.class
        ? said
        : new IllegalArgumentException(inLine(said.getMessage()), said);
  }

  private String inLine(String problem) {
    return name == null
        ? problem
        : (name + ": " + problem).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
  }
}
