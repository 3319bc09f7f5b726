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
 * at just that distance over so many periods.
 */
final class GridPattern {
  /** In pixels: the network's strides, multiplied. */
  static final int PERIOD = TransformNet.MULTIPLE;

  /** Over how many periods the pattern is found: over more, less detail is taken for it. */
  static final int NEIGHBORHOOD = 13;

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

  /** The mean of what has the same place in the grid, around each pixel. */
  private static NDArray repeated(NDArray detail) {
    Shape shape = detail.getShape();
    long rows = shape.get(2) / PERIOD;
    long columns = shape.get(3) / PERIOD;
    long channels = shape.get(0) * shape.get(1);
    NDArray means =
        Scoped.result(
            () -> {
              NDArray places =
                  detail
                      .reshape(channels, rows, PERIOD, columns, PERIOD)
                      .transpose(0, 2, 4, 1, 3)
                      .reshape(1, channels * PERIOD * PERIOD, rows, columns);
              // PyTorch's mean counts what lies beyond the edges, as zeros.
              NDArray counted = detail.getManager().ones(new Shape(1, 1, rows, columns));
              return pooled(places).divi(pooled(counted));
            });
    return means
        .reshape(channels, PERIOD, PERIOD, rows, columns)
        .transpose(0, 3, 1, 4, 2)
        .reshape(shape);
  }

  private static NDArray pooled(NDArray places) {
    return pooled(pooled(places, NEIGHBORHOOD, 1), 1, NEIGHBORHOOD);
  }

  private static NDArray pooled(NDArray places, int down, int across) {
    return Pool.avgPool2d(
        places,
        new Shape(down, across),
        new Shape(1, 1),
        new Shape(down / 2, across / 2),
        false,
        true);
  }
}
