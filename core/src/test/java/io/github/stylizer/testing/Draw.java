package io.github.stylizer.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The random numbers of the goldens: uniform, made by splitmix64 from a seed and a position. */
public final class Draw {
  private static final int FRACTION_BITS = 24;

  private Draw() {}

  /**
   * Draws numbers in [-1, 1).
   *
   * @param seed the seed
   * @param shape the shape, of which only the product matters
   * @return the numbers in row-major order
   */
  public static float[] values(long seed, long... shape) {
    return values(seed, new Shape(shape), -1, 1);
  }

  /**
   * Draws numbers in [low, high).
   *
   * @param seed the seed
   * @param shape the shape, of which only the product matters
   * @param low the lower limit
   * @param high the upper limit
   * @return the numbers in row-major order
   */
  public static float[] values(long seed, Shape shape, double low, double high) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      long bits = splitmix64(((seed << 32) + i + 1) * 0x9E3779B97F4A7C15L);
      double unit = (bits >>> (Long.SIZE - FRACTION_BITS)) / (double) (1 << FRACTION_BITS);
      values[i] = (float) (low + (high - low) * unit);
    }
    return values;
  }

  /**
   * Draws an array of numbers in [low, high).
   *
   * @param manager the owner of the array
   * @param seed the seed
   * @param shape the shape
   * @param low the lower limit
   * @param high the upper limit
   * @return the array, float32
   */
  public static NDArray array(NDManager manager, long seed, Shape shape, double low, double high) {
    return manager.create(values(seed, shape, low, high), shape);
  }

  private static long splitmix64(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
