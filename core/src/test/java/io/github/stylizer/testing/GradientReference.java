package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.util.Map;

/**
 * Gradients that {@code drawn/drawn.py} computed with PyTorch in double precision. A file holds of
 * each its norm and its products with three drawn directions: a wrong sign, order or factor changes
 * those, which a norm alone does not show.
 */
public final class GradientReference {
  private static final int DIRECTIONS = 3;

  private GradientReference() {}

  /**
   * Compares gradients with those of a file.
   *
   * @param file from {@link Goldens#openDrawn}
   * @param gradients by name, in the order of the file
   * @param seed that of the first direction of the first gradient
   * @param tolerance how far a product may be off, in norms of the gradient
   * @throws IOException if the file cannot be read
   */
  public static void assertAgrees(
      WeightsFile file, Map<String, NDArray> gradients, long seed, double tolerance)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      double largest = 0;
      for (String name : gradients.keySet()) {
        largest = Math.max(largest, file.readFloat32("norm." + name, manager).getFloat(0));
      }
      long next = seed;
      for (Map.Entry<String, NDArray> gradient : gradients.entrySet()) {
        String name = gradient.getKey();
        float norm = file.readFloat32("norm." + name, manager).getFloat(0);
        float[] expected = file.readFloat32("projections." + name, manager).toFloatArray();
        assertThat(expected).hasSize(DIRECTIONS);
        // An instance norm cancels the bias before it: what is left of its gradient is rounding.
        double allowed = tolerance * norm + 1e-6 * largest;
        for (int d = 0; d < DIRECTIONS; d++) {
          assertThat(Math.abs(product(gradient.getValue(), next++) - expected[d]))
              .as("gradient of %s along direction %d, norm %s", name, d, norm)
              .isLessThanOrEqualTo(allowed);
        }
      }
    }
  }

  private static double product(NDArray gradient, long seed) {
    float[] values = gradient.toFloatArray();
    float[] direction = Draw.values(seed, new Shape(values.length), -1, 1);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * direction[i];
    }
    return sum;
  }
}
