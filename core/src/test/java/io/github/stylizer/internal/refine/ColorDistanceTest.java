package io.github.stylizer.internal.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Style;
import io.github.stylizer.internal.loss.ColorQuantiles;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ColorDistanceTest {
  private static final int PARTS = 4;

  private final NDManager manager = PyTorchEngine.newManager();

  @AfterEach
  void free() {
    manager.close();
  }

  private static BufferedImage plain(int width, int height, int color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, color);
      }
    }
    return image;
  }

  private ColorDistance to(BufferedImage painting) {
    return new ColorDistance(List.of(new Style.Painting(painting, 1)), manager);
  }

  private static double distance(ColorDistance colors, NDArray image, int step) {
    try (NDList results = colors.at(image, step)) {
      return results.get(0).getFloat();
    }
  }

  /** From a painting of one color, all quantiles of which are the same. */
  @Test
  void comparesTheQuantilesAlongEachDirection() {
    ColorDistance colors = to(plain(9, 5, 0xff8000));
    float[] goal = ImageTensors.fromImage(manager, plain(1, 1, 0xff8000)).toFloatArray();
    NDArray image = Draw.array(manager, 3, new Shape(1, 3, 16, 24), -2, 2);
    for (int step = 0; step < PARTS; step++) {
      double sum = 0;
      for (int i = step; i < ColorQuantiles.DIRECTIONS; i += PARTS) {
        sum += ofSorted(image.toFloatArray(), ColorQuantiles.direction(i), goal);
      }
      double mean = sum * PARTS / ColorQuantiles.DIRECTIONS;
      assertThat(distance(colors, image, step)).isCloseTo(mean, Percentage.withPercentage(0.1));
      assertThat(distance(colors, image, step + PARTS)).isEqualTo(distance(colors, image, step));
    }
  }

  private static double ofSorted(float[] image, double[] direction, float[] goal) {
    int pixels = image.length / 3;
    double[] values = new double[pixels];
    double aim = 0;
    for (int channel = 0; channel < 3; channel++) {
      aim += direction[channel] * goal[channel];
      for (int i = 0; i < pixels; i++) {
        values[i] += direction[channel] * image[channel * pixels + i];
      }
    }
    Arrays.sort(values);
    int size = pixels / ColorQuantiles.QUANTILES;
    double sum = 0;
    for (int i = 0; i < pixels; i += size) {
      double mean = Arrays.stream(values, i, i + size).average().orElseThrow();
      sum += (mean - aim) * (mean - aim);
    }
    return sum / ColorQuantiles.QUANTILES;
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    ColorDistance colors = to(PhotoPixels.drawn(60, 40));
    // Larger than the grid of its sample in one direction.
    for (Shape shape : List.of(new Shape(1, 3, 32, 32), new Shape(1, 3, 8, 300))) {
      NDArray image = Draw.array(manager, 5, shape, -2, 2);
      NDList results = colors.at(image, 1);
      NDArray gradient = results.get(1);
      double squared = gradient.square().sum().getFloat();
      // Along the gradient, the order of the pixels hardly changes.
      float length = (float) (0.02 * results.get(0).getFloat() / squared);
      NDArray step = gradient.mul(length);
      double slope =
          (distance(colors, image.add(step), 1) - distance(colors, image.sub(step), 1))
              / (2 * length);
      assertThat(slope).as(shape.toString()).isCloseTo(squared, Percentage.withPercentage(5));
    }
  }

  @Test
  void aPaintingHasItsOwnColorsAtAnySize() {
    BufferedImage painting = PhotoPixels.drawn(120, 90);
    ColorDistance colors = to(painting);
    NDArray itself = ImageTensors.fromImage(manager, painting);
    NDArray twice = itself.repeat(2, 3).repeat(3, 2);
    NDArray brighter = itself.add(0.1f);
    for (int step = 0; step < PARTS; step++) {
      double off = distance(colors, brighter, step);
      assertThat(distance(colors, itself, step)).isLessThan(off / 20);
      assertThat(distance(colors, twice, step)).isLessThan(off / 20);
    }
  }

  @Test
  void paintingsCountByTheirWeights() {
    List<Style.Painting> paintings =
        List.of(
            new Style.Painting(plain(50, 4, 0), 1), new Style.Painting(plain(3, 70, 0xffffff), 3));
    ColorDistance colors = new ColorDistance(paintings, manager);
    BufferedImage quarter = plain(32, 32, 0xffffff);
    quarter.getRaster().setRect(plain(32, 8, 0).getRaster());
    assertThat(distance(colors, ImageTensors.fromImage(manager, quarter), 0))
        .isCloseTo(0, within(1e-6));
    BufferedImage half = plain(32, 32, 0xffffff);
    half.getRaster().setRect(plain(32, 16, 0).getRaster());
    assertThat(distance(colors, ImageTensors.fromImage(manager, half), 0)).isGreaterThan(0.1);
  }

  @Test
  void ownsNothingButWhatItHasMeasured() {
    NDArray image = Draw.array(manager, 7, new Shape(1, 3, 4, 5), -1, 1);
    int before = manager.getManagedArrays().size();
    ColorDistance colors = to(plain(8, 8, 0x4080c0));
    assertThat(manager.getManagedArrays()).hasSize(before + 2 * PARTS + 1);
    colors.at(image, 0).close();
    assertThat(manager.getManagedArrays()).hasSize(before + 2 * PARTS + 1);
  }
}
