package io.github.stylizer.internal.image;

import java.util.Locale;

/**
 * The shortest side that a network accepts.
 *
 * @param pixels its length
 */
public record MinimumSide(int pixels) {

  /**
   * Checks a size.
   *
   * @param width in pixels
   * @param height in pixels
   * @return whether both sides are long enough
   */
  public boolean admits(long width, long height) {
    return Math.min(width, height) >= pixels;
  }

  /**
   * Says that an image is too small.
   *
   * @param image what it is and its size, such as {@code a photo of 20x9}
   * @param remedy what to do, such as {@code choose another photo}
   * @return the message of an exception, in one line
   */
  public String refusal(String image, String remedy) {
    return String.format(
        Locale.ROOT,
        "%s is too small; each side needs at least %d pixels, so %s",
        image,
        pixels,
        remedy);
  }
}
