package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.train.SteppedTask;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.DrawnVgg;
import io.github.stylizer.testing.Goldens;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six steps of a training against PyTorch: the losses before each. */
class FastNetAdamGoldenTest {
  private static final List<String> COLUMNS = List.of("content", "style", "total variation");

  @TempDir Path directory;

  @Test
  void lossesAreThoseOfPyTorch() throws Exception {
    try (NDManager manager = NDManager.newBaseManager();
        WeightsFile golden = Goldens.open("fastnet8_adam");
        Vgg vgg = drawnVgg(Goldens.seed(golden, "vgg"));
        FastNetTask task =
            new FastNetTask(
                vgg, options(), golden.readFloat32("style", manager), Map.of(), Map.of())) {
      setWeights(task, Goldens.seed(golden, "weights"), manager);
      NDArray photos = golden.readFloat32("content", manager);
      NDArray expected = golden.readFloat32("losses", manager);
      try (SteppedTask stepped = new SteppedTask(task, 1e-3)) {
        for (int i = 0; i < expected.getShape().get(0); i++) {
          Map<String, Double> losses = stepped.losses(i, photos);
          for (int column = 0; column < COLUMNS.size(); column++) {
            // Float32 sums differ between builds, and Adam carries the difference on.
            double percent = i == 0 ? 0.01 : 1;
            assertThat(losses.get(COLUMNS.get(column)))
                .as("%s of step %d", COLUMNS.get(column), i)
                .isCloseTo(expected.getFloat(i, column), Percentage.withPercentage(percent));
          }
        }
      }
    }
  }

  private Vgg drawnVgg(long seed) throws Exception {
    Path weights = DrawnVgg.vgg16(directory.resolve("vgg16.safetensors"), seed);
    return Vgg.builder(VggVariant.VGG16).weights(weights).build();
  }

  private static FastNetOptions options() {
    return new FastNetOptions(
        TransformNet.of(8), "relu2_2", new LossWeights(1, 1e5, 1e-6), 3, "", 0);
  }

  private static void setWeights(FastNetTask task, long seed, NDManager manager) {
    Map<String, NDArray> drawn =
        DrawnTransformNet.tensors(manager, task.net().kernelShapes(), seed);
    task.parameters().forEach((name, array) -> array.set(new NDIndex(":"), drawn.get(name)));
  }
}
