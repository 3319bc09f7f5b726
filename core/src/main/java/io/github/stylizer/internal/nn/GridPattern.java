package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;

/**
 * The pattern that a transform network lays over its pictures. It repeats every four pixels, since
 * the network halves its feature maps twice, and shows as a hatching in flat areas: blurs before
 * the strides alone do not keep a network from learning one.
 *
 * <p>What all pixels of a neighborhood that have the same place in the grid of four have in common,
 * beyond what lies between them, is the pattern there. Detail of the painting hardly ever repeats
 * at just that distance over so many periods. In a flat area, where a pattern is seen most, what
 * other flat places of the neighborhood have in common counts.
 */
final class GridPattern {
  /** In pixels: the network's strides, multiplied. */
  static final int PERIOD = TransformNet.MULTIPLE;

  /** Over how many periods the pattern is found: over more, less detail is taken for it. */
  static final int NEIGHBORHOOD = 13;

  /** The same for the pattern of flat areas, where there is little detail to take for it. */
  static final int FLAT_NEIGHBORHOOD = 9;

  /** Mean square of a detail that hardly counts: 3 levels of 255 for normalized colors. */
  static final float LEAST_DETAIL = 0.0027f;

  /** Mean square of the detail at which an area is half flat: 8 levels. */
  static final float FLAT_DETAIL = 0.019f;

  /** A mean in which a pattern of this period vanishes, and slopes stay: 4 pixels, then 2. */
  static final float[] MEAN = {0.125f, 0.25f, 0.25f, 0.25f, 0.125f};

  private GridPattern() {}

  /**
   * Removes the pattern.
   *
   * @param painted {@code (N, C, H, W)}, each side at least 4; not modified
   * @return an array of the same shape. What is left over beyond a multiple of 4 at the lower and
   *     right edges keeps its pattern. Gradients flow through it
   */
  static NDArray removed(NDArray painted) {
    Shape shape = painted.getShape();
    long height = shape.get(2) / PERIOD * PERIOD;
    long width = shape.get(3) / PERIOD * PERIOD;
    NDIndex whole = new NDIndex(":, :, :{}, :{}", height, width);
    return Scoped.result(
        () -> {
          // No gradient flows through DJL's duplicate().
          NDArray result = painted.add(0);
          result.get(whole).subi(pattern(painted, whole));
          return result;
        });
  }

  private static NDArray pattern(NDArray painted, NDIndex whole) {
    return Scoped.result(
        () -> {
          NDArray detail = mean(painted).neg().addi(painted);
          return repeated(detail.get(whole));
        });
  }

  private static NDArray mean(NDArray image) {
    int reach = MEAN.length / 2;
    NDArray columns =
        Scoped.result(
            () -> weighted(ReflectionPad.apply(image, reach, reach, 0, 0), ":, :, :, {}:{}", 3));
    return Scoped.result(
        () -> weighted(ReflectionPad.apply(columns, 0, 0, reach, reach), ":, :, {}:{}", 2));
  }

  private static NDArray weighted(NDArray padded, String part, int dimension) {
    long side = padded.getShape().get(dimension) - MEAN.length + 1;
    NDArray sum = Tensors.scale(padded.get(new NDIndex(part, 0, side)), MEAN[0]);
    for (int i = 1; i < MEAN.length; i++) {
      try (NDArray moved = Tensors.scale(padded.get(new NDIndex(part, i, i + side)), MEAN[i])) {
        sum.addi(moved);
      }
    }
    return sum;
  }

  /** What all that has the same place in the grid has in common, around each pixel. */
  private static NDArray repeated(NDArray detail) {
    Shape shape = detail.getShape();
    long rows = shape.get(2) / PERIOD;
    long columns = shape.get(3) / PERIOD;
    long channels = shape.get(0) * shape.get(1);
    NDArray common =
        Scoped.result(
            () ->
                common(
                    detail
                        .reshape(channels, rows, PERIOD, columns, PERIOD)
                        .transpose(0, 2, 4, 1, 3)
                        .reshape(channels, PERIOD * PERIOD, rows, columns)));
    return common
        .reshape(channels, PERIOD, PERIOD, rows, columns)
        .transpose(0, 3, 1, 4, 2)
        .reshape(shape);
  }

  /**
   * The means of the neighborhood; where there is little other detail, weighted means, to which the
   * places with little other detail contribute most.
   */
  private static NDArray common(NDArray places) {
    Shape shape = places.getShape();
    NDArray counted = places.getManager().ones(new Shape(1, 1, shape.get(2), shape.get(3)));
    NDArray means = pooled(places, NEIGHBORHOOD).div(pooled(counted, NEIGHBORHOOD));
    NDArray other = places.sub(means).square().mean(new int[] {1}, true);
    NDArray weights = other.add(LEAST_DETAIL).pow(-1);
    NDArray ofFlat =
        pooled(places.mul(weights), FLAT_NEIGHBORHOOD).div(pooled(weights, FLAT_NEIGHBORHOOD));
    NDArray flatness = other.div(FLAT_DETAIL).add(1).pow(-1);
    return ofFlat.sub(means).mul(flatness).add(means);
  }

  private static NDArray pooled(NDArray places, int side) {
    return pooled(pooled(places, side, 1), 1, side);
  }

  private static NDArray pooled(NDArray places, int down, int across) {
    // PyTorch's mean counts what lies beyond the edges, as zeros.
    return Pool.avgPool2d(
        places,
        new Shape(down, across),
        new Shape(1, 1),
        new Shape(down / 2, across / 2),
        false,
        true);
  }
}
