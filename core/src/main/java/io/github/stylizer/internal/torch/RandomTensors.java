package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Draws arrays from a seed: the same on every machine and device, independently of PyTorch's
 * generator. Not safe for concurrent use.
 */
public final class RandomTensors {
  private final RandomGenerator random;
  private final NDManager manager;

  /**
   * Starts a sequence of draws.
   *
   * @param seed of the sequence
   * @param manager owns the arrays
   */
  public RandomTensors(long seed, NDManager manager) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.manager = manager;
  }

  /**
   * Draws from a normal distribution with mean 0.
   *
   * @param shape of the array
   * @param deviation its standard deviation
   * @return a new float32 array
   */
  public NDArray normal(Shape shape, double deviation) {
    return filled(shape, generator -> deviation * generator.nextGaussian());
  }

  /**
   * Draws every value with a function.
   *
   * @param shape of the array
   * @param number draws one value, which is rounded to float32
   * @return a new float32 array, filled row by row
   */
  public NDArray filled(Shape shape, ToDoubleFunction<RandomGenerator> number) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number.applyAsDouble(random);
    }
    return manager.create(values, shape);
  }
}
