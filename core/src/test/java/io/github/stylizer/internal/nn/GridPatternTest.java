package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.FiniteDifferences;
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
    double[] rest = levels.clone();
    for (int y = 0; y < height / 4 * 4; y++) {
      for (int x = 0; x < width / 4 * 4; x++) {
        double sum = 0;
        int count = 0;
        for (int row = y - 24; row <= y + 24; row += 4) {
          for (int column = x - 24; column <= x + 24; column += 4) {
            if (row >= 0 && row < height / 4 * 4 && column >= 0 && column < width / 4 * 4) {
              sum += levels[row * width + column] - mean(levels, height, width, row, column);
              count++;
            }
          }
        }
        rest[y * width + x] -= sum / count;
      }
    }
    return rest;
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
