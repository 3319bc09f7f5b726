package io.github.stylizer.gatys;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a {@link GatysMethod}.
 *
 * @param weights of the loss
 * @param start what to start from
 * @param optimizer the optimizer
 * @param learningRate its learning rate
 * @param evaluations the maximum number of loss evaluations at each size
 * @param styleScale the size of the painting relative to the photo
 * @param smallestSide the longer side of the smallest size of a pyramid; 0 for no pyramid
 */
record GatysOptions(
    GatysWeights weights,
    GatysStart start,
    GatysOptimizer optimizer,
    double learningRate,
    int evaluations,
    double styleScale,
    int smallestSide) {

  /** Checks the size of the painting relative to the photo. */
  static double requireStyleScale(double scale) {
    if (!(scale >= 0.1 && scale <= 10)) {
      throw new IllegalArgumentException(
          "the style scale must be between 0.1 and 10, but is " + scale);
    }
    return scale;
  }

  /** The longer sides to work at, ascending; the last is the given one. */
  List<Integer> sizes(int longerSide) {
    List<Integer> sizes = new ArrayList<>();
    double side = longerSide;
    do {
      sizes.add(0, (int) Math.round(side));
      side /= Math.sqrt(2);
    } while (smallestSide > 0 && Math.round(side) >= smallestSide);
    return sizes;
  }
}
