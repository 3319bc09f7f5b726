package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ProgramFile;
import java.util.List;

/**
 * An array that is not stored but drawn where it is needed: the numbers of {@link Draw} between -1
 * and 1, multiplied in float32.
 *
 * @param shape its sides
 * @param seed decides the numbers
 * @param scale what they are multiplied with
 */
record DrawnTensor(long[] shape, long seed, float scale) {
  /**
   * The kernel of a convolution.
   *
   * @param gain the variance of its results relative to that of its input
   */
  static DrawnTensor kernel(Shape shape, long seed, double gain) {
    long inputs = shape.slice(1).size();
    return new DrawnTensor(shape.getShape(), seed, (float) Math.sqrt(3 * gain / inputs));
  }

  static DrawnTensor bias(Shape kernel, long seed) {
    return new DrawnTensor(new long[] {kernel.get(0)}, seed, 0.1f);
  }

  /** Draws weights as elements of the list argument {@code w}. */
  static NDList weights(List<DrawnTensor> weights, NDManager manager) {
    return ProgramFile.list("w", weights.stream().map(weight -> weight.draw(manager)).toList());
  }

  NDArray draw(NDManager manager) {
    return Draw.array(manager, seed, new Shape(shape), -1, 1).mul(scale);
  }
}
