package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.TransformNet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of the networks that ONNX Runtime runs: drawn from the same seed as when those files
 * were created. Uniform numbers from splitmix64 of a seed and a position.
 */
final class PeerWeights {
  private static final int FRACTION_BITS = 24;

  private PeerWeights() {}

  /** Draws {@code <layer>.weight} and {@code <layer>.bias}; the first kernel has this seed. */
  static Map<String, NDArray> draw(TransformNet net, long seed, NDManager manager) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    long next = seed;
    for (Map.Entry<String, Shape> layer : net.kernelShapes().entrySet()) {
      Shape kernel = layer.getValue();
      float bound = (float) Math.sqrt(3.0 / kernel.slice(1).size());
      tensors.put(layer.getKey() + ".weight", uniform(next++, kernel, bound, manager));
      tensors.put(layer.getKey() + ".bias", uniform(next++, kernel.slice(0, 1), 0.1f, manager));
    }
    return tensors;
  }

  private static NDArray uniform(long seed, Shape shape, float bound, NDManager manager) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      long bits = splitmix64(((seed << 32) + i + 1) * 0x9E3779B97F4A7C15L);
      double unit = (bits >>> (Long.SIZE - FRACTION_BITS)) / (double) (1 << FRACTION_BITS);
      values[i] = (float) (2 * unit - 1) * bound;
    }
    return manager.create(values, shape);
  }

  private static long splitmix64(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
