package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;

/**
 * A style picture and how much it counts when several are blended.
 *
 * @param image the painting, upright, sRGB; not modified
 * @param weight its share; only the ratio to the other weights matters; finite, at least 0; at 0,
 *     where a slider may end, the picture is left out
 */
public record WeightedStyle(BufferedImage image, double weight) {

  /**
   * Checks the weight.
   *
   * @param image the painting
   * @param weight its share
   * @throws IllegalArgumentException if the weight is not a finite number of at least 0
   */
  public WeightedStyle {
    Objects.requireNonNull(image, "image");
    StyleWeights.require(weight);
  }

  /**
   * Leaves out the styles that do not count, as every {@link StyleMethod} does.
   *
   * @param styles any
   * @return those whose weight is above 0, in their order, at least one
   * @throws IllegalArgumentException if there is no style, or all weights are 0
   */
  public static List<WeightedStyle> counted(List<WeightedStyle> styles) {
    StyleWeights.requireAnyAboveZero(styles.stream().map(WeightedStyle::weight).toList());
    return styles.stream().filter(style -> style.weight > 0).toList();
  }
}
