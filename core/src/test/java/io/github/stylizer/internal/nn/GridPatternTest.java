package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.FiniteDifferences;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridPatternTest {
  private static final int SIDE = 96;

  private final NDManager manager = PyTorchEngine.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private interface Level {
    double at(int y, int x);
  }

  private NDArray image(int height, int width, Level level) {
    float[] values = new float[2 * 3 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) level.at(i / width % height, i % width);
    }
    return manager.create(values, new Shape(2, 3, height, width));
  }

  private static double largest(NDArray array) {
    return array.abs().max().getFloat();
  }

  /** Four levels in turn, in either direction, at every place of the grid, on a slope. */
  @ParameterizedTest
  @CsvSource({"1,0", "0,1", "1,1", "2,1"})
  void whatRepeatsEveryFourPixelsIsRemoved(int down, int across) {
    double[] levels = {0.5, -0.2, 0.1, -0.4};
    NDArray slope = image(SIDE, SIDE, (y, x) -> 0.01 * x - 0.02 * y);
    NDArray pattern = image(SIDE, SIDE, (y, x) -> levels[(down * y + across * x) % 4]);
    NDArray rest = GridPattern.removed(slope.add(pattern)).sub(slope);
    NDArray inner = rest.get(":, :, 4:92, 4:92");
    assertThat(largest(inner)).isLessThan(0.05);
    assertThat(largest(inner.sub(inner.mean()))).isLessThan(0.03);
  }

  @Test
  void slopesStay() {
    NDArray slope = image(SIDE, SIDE, (y, x) -> 0.03 * x - 0.05 * y);
    NDArray change = GridPattern.removed(slope).sub(slope);
    assertThat(largest(change.get(":, :, 32:64, 32:64"))).isLessThan(1e-4);
    // The edges are reflected.
    assertThat(largest(change)).isLessThan(0.02);
  }

  /** Whose period is another one, and a single stroke. */
  @Test
  void otherDetailStays() {
    NDArray waves = image(SIDE, SIDE, (y, x) -> Math.sin(2 * Math.PI * x / 5) + Math.sin(1.1 * y));
    NDArray change = GridPattern.removed(waves).sub(waves);
    assertThat(largest(change.get(":, :, 24:72, 24:72"))).isLessThan(0.25);
    NDArray stroke = image(SIDE, SIDE, (y, x) -> x == 40 ? 1 : 0);
    assertThat(largest(GridPattern.removed(stroke).sub(stroke))).isLessThan(0.1);
    NDArray noise = Draw.array(manager, 3, new Shape(1, 3, SIDE, SIDE), -1, 1);
    NDArray removed = GridPattern.removed(noise).sub(noise);
    double share = removed.square().mean().getFloat() / noise.square().mean().getFloat();
    assertThat(share).as("of the noise").isCloseTo(1.0 / (13 * 13), within(0.01));
  }

  /** A pattern of flat areas alone, which the mean over the neighborhood takes for half as high. */
  @Test
  void thePatternOfAFlatAreaIsFoundBesideOtherDetail() {
    double[] levels = {0.1, -0.04, 0.02, -0.08};
    NDArray pattern = image(SIDE, SIDE, (y, x) -> x < 48 ? levels[x % 4] : 0);
    NDArray noise = Draw.array(manager, 3, new Shape(2, 3, SIDE, 48), -1, 1);
    NDArray painted = pattern.duplicate();
    painted.get(":, :, :, 48:").addi(noise);
    NDArray rest = GridPattern.removed(painted).get(":, :, 8:88, 8:44");
    assertThat(largest(rest.sub(rest.mean()))).isLessThan(0.02);
  }

  @ParameterizedTest
  @CsvSource({"4,4", "7,21", "16,6", "33,50"})
  void everySizeIsTaken(int height, int width) {
    NDArray flat = image(height, width, (y, x) -> 0.7);
    NDArray removed = GridPattern.removed(flat);
    assertThat(removed.getShape()).isEqualTo(flat.getShape());
    assertThat(largest(removed.sub(flat))).isLessThan(1e-6);
  }

  /** Also where the neighborhood is larger than the image. */
  @ParameterizedTest
  @CsvSource({"53,70", "32,35", "100,17"})
  void whatIsLeftIsThatOfPlainLoops(int height, int width) {
    NDArray image = Draw.array(manager, 5, new Shape(1, 1, height, width), -1, 1);
    double[] levels = FiniteDifferences.widened(image.toFloatArray());
    float[] expected = FiniteDifferences.rounded(removed(levels, height, width));
    assertThat(GridPattern.removed(image).toFloatArray()).containsExactly(expected, within(1e-5f));
  }

  /** A training removes the pattern before the loss. */
  @Test
  void gradientsFlowThroughIt() throws Exception {
    NDArray image = Draw.array(manager, 6, new Shape(1, 1, 17, 22), -1, 1);
    LayerCheck.agrees(
        List.of(image),
        images -> GridPattern.removed(images.singletonOrThrow()),
        levels -> removed(levels[0], 17, 22));
  }

  private static double[] removed(double[] levels, int height, int width) {
    double[] detail = levels.clone();
    for (int i = 0; i < detail.length; i++) {
      detail[i] -= mean(levels, height, width, i / width, i % width);
    }
    double[] even = new double[levels.length];
    Arrays.fill(even, 1);
    double[] common = new Cells(detail, height, width).means(even, 13);
    double[] other = new Cells(detail, height, width).meanSquares(common);
    double[] weights = new double[levels.length];
    Arrays.setAll(weights, i -> 1 / (other[i] + 0.0027f));
    double[] ofFlat = new Cells(detail, height, width).means(weights, 9);
    double[] rest = levels.clone();
    for (int i = 0; i < rest.length; i++) {
      double flatness = 1 / (1 + other[i] / 0.019f);
      rest[i] -= common[i] + flatness * (ofFlat[i] - common[i]);
    }
    return rest;
  }

  /** Of 4x4 pixels, as many as are whole; 0 outside. */
  private record Cells(double[] detail, int height, int width) {
    boolean contain(int y, int x) {
      return y >= 0 && y < height / 4 * 4 && x >= 0 && x < width / 4 * 4;
    }

    /** The weighted means of what is a multiple of 4 pixels away, in a square of so many cells. */
    double[] means(double[] weights, int side) {
      double[] means = new double[detail.length];
      int reach = side / 2 * 4;
      for (int i = 0; i < means.length; i++) {
        double sum = 0;
        double total = 0;
        for (int y = i / width - reach; y <= i / width + reach; y += 4) {
          for (int x = i % width - reach; x <= i % width + reach; x += 4) {
            if (contain(i / width, i % width) && contain(y, x)) {
              sum += weights[y * width + x] * detail[y * width + x];
              total += weights[y * width + x];
            }
          }
        }
        means[i] = total == 0 ? 0 : sum / total;
      }
      return means;
    }

    /** What each cell has besides, for each of its pixels. */
    double[] meanSquares(double[] besides) {
      double[] squares = new double[detail.length];
      for (int i = 0; i < squares.length; i++) {
        for (int j = 0; contain(i / width, i % width) && j < 16; j++) {
          int at = (i / width / 4 * 4 + j / 4) * width + i % width / 4 * 4 + j % 4;
          squares[i] += Math.pow(detail[at] - besides[at], 2) / 16;
        }
      }
      return squares;
    }
  }

  private static double mean(double[] levels, int height, int width, int row, int column) {
    int[] weights = {1, 2, 2, 2, 1};
    double sum = 0;
    for (int i = 0; i < 25; i++) {
      int y = mirrored(row + i / 5 - 2, height);
      int x = mirrored(column + i % 5 - 2, width);
      sum += weights[i / 5] * weights[i % 5] * levels[y * width + x];
    }
    return sum / 64;
  }

  private static int mirrored(int at, int length) {
    return Math.min(Math.abs(at), 2 * (length - 1) - Math.abs(at));
  }

  @Test
  void photosAndChannelsDoNotMix() {
    NDArray images = Draw.array(manager, 4, new Shape(2, 3, 24, 32), -1, 1);
    NDArray removed = GridPattern.removed(images);
    for (int photo = 0; photo < 2; photo++) {
      for (int channel = 0; channel < 3; channel++) {
        NDArray one = images.get(photo).get(channel).reshape(1, 1, 24, 32);
        NDArray expected = GridPattern.removed(one).reshape(24, 32);
        assertThat(largest(removed.get(photo).get(channel).sub(expected))).isLessThan(1e-6);
      }
    }
  }

  @Test
  void noArrayIsLeft() {
    NDArray image = manager.zeros(new Shape(1, 3, 20, 20));
    int before = manager.getManagedArrays().size();
    try (NDArray removed = GridPattern.removed(image)) {
      assertThat(removed.getShape()).isEqualTo(image.getShape());
      assertThat(manager.getManagedArrays()).hasSize(before + 1);
    }
    assertThat(manager.getManagedArrays()).hasSize(before);
  }
}
