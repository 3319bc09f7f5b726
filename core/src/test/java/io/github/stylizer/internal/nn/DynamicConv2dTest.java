package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicConv2dTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray draw(long seed, Shape shape) {
    return Draw.array(manager, seed, shape, -1, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 3, 5, 6, 3, 1, false",
    "2, 3, 2, 6, 5, 3, 2, false",
    "2, 1, 4, 7, 4, 1, 3, false",
    "1, 2, 3, 5, 6, 3, 1, true",
    "2, 3, 2, 6, 5, 3, 2, true",
    "3, 1, 2, 4, 4, 4, 1, true",
  })
  void isTheLoopInValueAndGradient(
      int pictures,
      int inputs,
      int outputs,
      int height,
      int width,
      int side,
      int stride,
      boolean own)
      throws InterruptedException {
    Shape each = new Shape(outputs, inputs, side, side);
    Shape kernel = own ? new Shape(pictures).addAll(each) : each;
    Shape shape = new Shape(pictures, inputs, height, width);
    LayerCheck.agrees(
        List.of(draw(1, shape), draw(2, kernel), draw(3, kernel.slice(0, kernel.dimension() - 3))),
        points -> DynamicConv2d.apply(points.get(0), points.get(1), points.get(2), stride),
        p -> PlainLayers.convolved(p[0], shape, p[1], kernel, p[2], stride));
  }

  @Test
  void ownKernelsAreSeparateConvolutions() {
    NDArray input = draw(1, new Shape(3, 4, 9, 8));
    NDArray kernels = draw(2, new Shape(3, 5, 4, 3, 3));
    NDArray biases = draw(3, new Shape(3, 5));
    NDArray together = DynamicConv2d.apply(input, kernels, biases, 2);
    assertThat(together.getShape()).isEqualTo(new Shape(3, 5, 4, 3));
    for (int n = 0; n < 3; n++) {
      NDArray alone =
          DynamicConv2d.apply(input.get(n + ":" + (n + 1)), kernels.get(n), biases.get(n), 2);
      assertThat(ErrorMeasures.relative(together.get(n).toFloatArray(), alone.toFloatArray()))
          .isLessThan(1e-6);
    }
  }

  @Test
  void leavesNothingWithTheKernel() {
    try (NDManager weights = NDManager.newBaseManager()) {
      NDArray kernels = Draw.array(weights, 2, new Shape(2, 5, 4, 3, 3), -1, 1);
      NDArray biases = Draw.array(weights, 3, new Shape(2, 5), -1, 1);
      NDArray input = draw(1, new Shape(2, 4, 9, 8));
      NDArray result = DynamicConv2d.apply(input, kernels, biases, 1);
      assertThat(weights.getManagedArrays()).containsExactlyInAnyOrder(kernels, biases);
      assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(input, result);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4,9,8      | 5,4,3,3   | 5",
        "2,4,9,8    | 5,3,3,3   | 5",
        "2,4,9,8    | 5,4,3,3   | 4",
        "2,4,9,8    | 5,4,3,3   | 2,5",
        "2,4,9,8    | 4,3,3     | 4",
        "2,4,9,8    | 5         | 5",
        "2,4,9,8    | 3,5,4,3,3 | 3,5",
        "2,4,9,8    | 1,5,4,3,3 | 1,5",
        "2,4,9,8    | 2,5,3,3,3 | 2,5",
        "2,4,9,8    | 2,5,4,3,3 | 5",
        "2,4,9,8    | 2,5,4,3,3 | 10",
        "2,4,9,8    | 5,4,9,9   | 5",
        "2,4,9,8    | 2,5,4,9,9 | 2,5",
      })
  void shapesThatDoNotFitAreShown(String input, String kernel, String bias) {
    NDArray[] arrays = {zeros(input), zeros(kernel), zeros(bias)};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamicConv2d.apply(arrays[0], arrays[1], arrays[2], 1))
        .withMessageContaining(arrays[0].getShape().toString())
        .withMessageContaining(arrays[1].getShape().toString());
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(arrays);
  }

  private NDArray zeros(String shape) {
    return manager.zeros(
        new Shape(List.of(shape.split(",")).stream().mapToLong(Long::parseLong).toArray()));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void strideIsAtLeastOne(int stride) {
    NDList arrays = new NDList(zeros("2,4,9,8"), zeros("5,4,3,3"), zeros("5"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamicConv2d.apply(arrays.get(0), arrays.get(1), arrays.get(2), stride))
        .withMessageContaining("is " + stride);
  }
}
