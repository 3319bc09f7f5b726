package io.github.stylizer.film;

import io.github.stylizer.internal.io.FileLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;

/**
 * A frame of a film.
 *
 * @param image of type {@link BufferedImage#TYPE_INT_RGB}
 * @param micros when it is shown, in microseconds from the beginning
 * @param length for how long, in microseconds; 0 if unknown
 */
record TimedFrame(BufferedImage image, long micros, long length) {
  /**
   * Checks the size of frames before memory is allocated for them.
   *
   * @throws IOException if they have too many pixels, or none
   */
  static void requireSize(int width, int height) throws IOException {
    if (width < 1 || height < 1 || (long) width * height > FileLimits.FILM_FRAME_PIXELS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its frames are %d x %d pixels, but the limit is %d in total",
              width,
              height,
              FileLimits.FILM_FRAME_PIXELS));
    }
  }
}
