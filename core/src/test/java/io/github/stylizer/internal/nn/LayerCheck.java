package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.FiniteDifferences;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Holds a layer to loops in double precision: its values, its gradients and what it leaves. */
final class LayerCheck {
  private static final double TOLERANCE = 1e-4;
  private static final double STEP = 1e-5;

  private LayerCheck() {}

  /**
   * Compares a layer with loops.
   *
   * @param points the arguments, all of which the gradient is taken of
   * @param layer the layer
   * @param loops the same for the arguments as double precision numbers
   */
  static void agrees(
      List<NDArray> points, Function<NDList, NDArray> layer, Function<double[][], double[]> loops)
      throws InterruptedException {
    double[][] arguments =
        points.stream()
            .map(point -> FiniteDifferences.widened(point.toFloatArray()))
            .toArray(double[][]::new);
    double[] expected = loops.apply(arguments);
    NDArray result = checkResult(points, layer, expected);
    float[] direction = Draw.values(77, result.getShape(), -1, 1);
    NDList gradients =
        Gradients.compute(
            new NDList(points),
            variables -> {
              NDArray output = layer.apply(variables);
              return output.mul(output.getManager().create(direction, output.getShape())).sum();
            });
    for (int i = 0; i < points.size(); i++) {
      int changed = i;
      float[] quotients =
          FiniteDifferences.gradient(
              point -> {
                double[][] moved = arguments.clone();
                moved[changed] = point;
                return product(loops.apply(moved), direction);
              },
              points.get(i).toFloatArray(),
              STEP);
      assertThat(ErrorMeasures.relative(gradients.get(i).toFloatArray(), quotients))
          .as("gradient of argument %d", i)
          .isLessThan(TOLERANCE);
    }
  }

  private static NDArray checkResult(
      List<NDArray> points, Function<NDList, NDArray> layer, double[] expected) {
    NDManager manager = points.get(0).getManager();
    List<float[]> before = points.stream().map(NDArray::toFloatArray).toList();
    int arrays = manager.getManagedArrays().size();
    NDArray result = layer.apply(new NDList(points));
    assertThat(result.getManager()).isSameAs(manager);
    assertThat(manager.getManagedArrays()).as("arrays left").hasSize(arrays + 1);
    assertThat(ErrorMeasures.relative(result.toFloatArray(), FiniteDifferences.rounded(expected)))
        .isLessThan(TOLERANCE);
    for (int i = 0; i < points.size(); i++) {
      assertThat(Arrays.equals(points.get(i).toFloatArray(), before.get(i))).isTrue();
    }
    return result;
  }

  private static double product(double[] values, float[] direction) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * direction[i];
    }
    return sum;
  }
}
