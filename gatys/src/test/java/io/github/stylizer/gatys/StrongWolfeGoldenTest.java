package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnVgg;
import io.github.stylizer.testing.Goldens;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The method with its defaults beside {@code torch.optim.LBFGS} with strong Wolfe line search on
 * the same loss, evaluation by evaluation: {@code strong_wolfe} of {@code drawn/drawn.py}, in
 * double precision, which draws weights and pictures from the same seeds.
 */
class StrongWolfeGoldenTest {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;
  private static final int CELL = 8;

  // Runs of PyTorch in float32 leave the one in double precision by up to 4e-4 within nine
  // evaluations, and by up to 2e-2 within 26.
  private static final int CLOSE_EVALUATIONS = 9;

  @Test
  void followsTheTrajectoryOfPyTorch(@TempDir Path directory) throws Exception {
    try (WeightsFile golden = Goldens.openDrawn("strong_wolfe");
        NDManager manager = NDManager.newBaseManager();
        Vgg vgg =
            Vgg.builder(VggVariant.VGG16)
                .weights(DrawnVgg.vgg16(directory.resolve("vgg16.safetensors"), 9000))
                .build()) {
      NDArray expected = golden.readFloat32("losses", manager);
      int count = (int) expected.getShape().get(0);
      GatysMethod gatys = GatysMethod.builder(vgg).evaluations(count).build();
      NDArray photo = ImageTensors.fromImage(manager, smooth(9100));
      List<Style> painting = List.of(Style.of(smooth(9101)));
      List<Progress> reports = new ArrayList<>();
      try (StyleModel model = gatys.prepare(painting, ProgressListener.NONE)) {
        model.stylize(photo, reports::add).close();
      }
      reports.removeIf(report -> report.stopReason() != null);
      assertThat(reports).hasSize(count);
      for (int i = 0; i < count; i++) {
        double content = expected.getFloat(i, 0);
        double style = expected.getFloat(i, 1);
        boolean close = i < CLOSE_EVALUATIONS;
        assertThat(reports.get(i).losses().get("total"))
            .as("evaluation %d", i)
            .isCloseTo(content + style, Percentage.withPercentage(close ? 0.1 : 5));
        if (close && i > 0) {
          assertThat(reports.get(i).losses().get("content"))
              .as("content of evaluation %d", i)
              .isCloseTo(content, Percentage.withPercentage(1));
        }
      }
    }
  }

  /** A drawn grid of 8 pixels, interpolated with whole numbers, as drawn.py makes it. */
  private static BufferedImage smooth(long seed) {
    int rows = HEIGHT / CELL + 2;
    int columns = WIDTH / CELL + 2;
    float[] grid = Draw.values(seed, new Shape(3, rows, columns), 0, 256);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          int at = (channel * rows + y / CELL) * columns + x / CELL;
          int top = (CELL - x % CELL) * (int) grid[at] + x % CELL * (int) grid[at + 1];
          int next = at + columns;
          int bottom = (CELL - x % CELL) * (int) grid[next] + x % CELL * (int) grid[next + 1];
          int level = ((CELL - y % CELL) * top + y % CELL * bottom) / (CELL * CELL);
          rgb = rgb << 8 | level;
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
