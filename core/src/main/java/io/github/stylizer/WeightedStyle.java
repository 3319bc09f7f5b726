package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A style picture and how much it counts when several are blended.
 *
 * @param image the painting, upright, sRGB; not modified
 * @param weight its share; only the ratio to the other weights matters; finite and above 0
 */
public record WeightedStyle(BufferedImage image, double weight) {

  /**
   * Checks the weight.
   *
   * @param image the painting
   * @param weight its share
   * @throws IllegalArgumentException if the weight is not a finite number above 0
   */
  public WeightedStyle {
    Objects.requireNonNull(image, "image");
    checkWeight(weight);
  }

  static void checkWeight(double weight) {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the weight of a style must be a finite number above 0, but is " + weight);
    }
  }
}
