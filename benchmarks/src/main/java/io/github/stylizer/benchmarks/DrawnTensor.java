package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;

/**
 * An array that is not stored but drawn where it is needed: the numbers of {@link Draw} between -1
 * and 1, multiplied in float32.
 *
 * @param shape its sides
 * @param seed decides the numbers
 * @param scale what they are multiplied with
 */
record DrawnTensor(long[] shape, long seed, float scale) {
  /** How far numbers reach that begin a linear layer, as Draw's are used everywhere. */
  static DrawnTensor kernel(Shape shape, long seed, double gain) {
    long inputs = shape.slice(1).size();
    return new DrawnTensor(shape.getShape(), seed, (float) Math.sqrt(3 * gain / inputs));
  }

  static DrawnTensor bias(Shape kernel, long seed) {
    return new DrawnTensor(new long[] {kernel.get(0)}, seed, 0.1f);
  }

  NDArray draw(NDManager manager) {
    return Draw.array(manager, seed, new Shape(shape), -1, 1).mul(scale);
  }
}
