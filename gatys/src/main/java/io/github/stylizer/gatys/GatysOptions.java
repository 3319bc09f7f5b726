package io.github.stylizer.gatys;

import java.util.ArrayList;
import java.util.List;

/**
 * How a {@link GatysMethod} paints.
 *
 * @param weights what counts how much
 * @param start the picture to begin with
 * @param optimizer how it is optimized
 * @param learningRate of the optimizer
 * @param evaluations at most so many of the loss, at every size
 * @param styleScale the size of the painting relative to the photo
 * @param smallestSide the longer side of the smallest picture of a pyramid; 0 for no pyramid
 */
record GatysOptions(
    GatysWeights weights,
    GatysStart start,
    GatysOptimizer optimizer,
    double learningRate,
    int evaluations,
    double styleScale,
    int smallestSide) {

  /** The longer sides to work at, from small to large; the last is the given one. */
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
