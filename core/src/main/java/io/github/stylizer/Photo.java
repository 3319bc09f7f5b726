package io.github.stylizer;

import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.image.MinimumSide;
import io.github.stylizer.internal.io.OneLine;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A photo to paint.
 *
 * @param image the pixels
 * @param name of its file, for messages; null if there is none
 */
record Photo(BufferedImage image, @Nullable String name) {

  /** Resizes the photo to the size that the settings ask for. */
  Photo resized(StylizerSettings settings) {
    int side = settings.longerSide();
    boolean fits = Math.max(image.getWidth(), image.getHeight()) <= side;
    return side == 0 || (fits && !settings.mayEnlarge())
        ? this
        : new Photo(ImageResize.longerSide(image, side), name);
  }

  void requireSides(int minimum, String remedy) {
    int width = image.getWidth();
    int height = image.getHeight();
    MinimumSide minimumSide = new MinimumSide(minimum);
    if (!minimumSide.admits(width, height)) {
      String photo = String.format(Locale.ROOT, "a photo of %dx%d", width, height);
      throw new IllegalArgumentException(inLine(minimumSide.refusal(photo, remedy)));
    }
  }

  /** Adds the name of the file to what a model threw. */
  IllegalArgumentException named(IllegalArgumentException thrown) {
    // A subclass may come from a listener, and its caller expects that very exception.
    return name == null || thrown.getClass() != IllegalArgumentException.class
        ? thrown
        : new IllegalArgumentException(inLine(String.valueOf(thrown.getMessage())), thrown);
  }

  private String inLine(String problem) {
    return name == null ? problem : OneLine.of(name + ": " + problem);
  }
}
