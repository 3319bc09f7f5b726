package io.github.stylizer.internal.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaplacianPyramidTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void free() {
    manager.close();
  }

  private NDArray drawn(long seed, Shape shape) {
    return Draw.array(manager, seed, shape, -2, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 1, 1",
    "2, 2, 2",
    "7, 9, 3",
    "16, 16, 5",
    "31, 33, 5",
    "64, 50, 5",
    "100, 17, 5"
  })
  void levelsAddUpToTheImage(int height, int width, int levels) {
    NDArray image = drawn(1, new Shape(1, 3, height, width));
    LaplacianPyramid pyramid = LaplacianPyramid.of(image.getShape(), Device.cpu());
    NDList split = pyramid.split(image);
    assertThat(split).hasSize(levels);
    assertThat(split.head().getShape()).isEqualTo(image.getShape());
    assertThat(pyramid.collapse(split).sub(image).abs().max().getFloat()).isLessThan(2e-6f);
  }

  /** {@code <collapse(levels), g> = <levels, gradient(g)>} for any levels: the adjoint map. */
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 8", "33, 31", "64, 48"})
  void theGradientIsTheAdjointOfCollapsing(int height, int width) {
    Shape shape = new Shape(1, 3, height, width);
    LaplacianPyramid pyramid = LaplacianPyramid.of(shape, Device.cpu());
    NDList levels = pyramid.split(drawn(2, shape));
    for (NDArray level : levels) {
      level.addi(drawn(3, level.getShape()));
    }
    NDArray gradient = drawn(4, shape);
    double expected = dot(pyramid.collapse(levels), gradient);
    NDList ofLevels = pyramid.gradient(gradient, levels);
    double found = 0;
    for (int i = 0; i < levels.size(); i++) {
      found += dot(levels.get(i), ofLevels.get(i));
    }
    assertThat(found).isCloseTo(expected, within(1e-3 * shape.size() / 100));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "20, 30"})
  void changingLevelsLeavesTheImage(int height, int width) {
    NDArray image = drawn(5, new Shape(1, 3, height, width));
    float[] before = image.toFloatArray();
    LaplacianPyramid pyramid = LaplacianPyramid.of(image.getShape(), Device.cpu());
    NDList levels = pyramid.split(image);
    levels.forEach(level -> level.addi(1));
    NDArray collapsed = pyramid.collapse(levels);
    float[] together = collapsed.toFloatArray();
    levels.forEach(level -> level.addi(1));
    assertThat(image.toFloatArray()).containsExactly(before);
    assertThat(collapsed.toFloatArray()).containsExactly(together);
  }

  private static double dot(NDArray first, NDArray second) {
    return first.mul(second).sum().getFloat();
  }
}
