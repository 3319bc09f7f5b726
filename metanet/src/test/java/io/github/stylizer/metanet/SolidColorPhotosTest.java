package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.loss.PaletteWeights;
import io.github.stylizer.internal.loss.StatisticsLoss;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.internal.train.StepLoss;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Photos of one color, which ended trainings of the original with NaN: every variance is 0, each of
 * 15 instance norms multiplies the gradient by 1/sqrt(1e-5), and float32 runs over.
 */
class SolidColorPhotosTest {
  private static final int SIDE = 64;
  private static final int STEPS = 100;
  private static final List<Color> COLORS =
      List.of(Color.BLACK, Color.WHITE, Color.GRAY, Color.RED);

  @TempDir Path folder;
  private final TinyExtractor extractor = new TinyExtractor();

  @BeforeEach
  void pictures() throws IOException {
    TrainingPhotos.shapes(folder.resolve("paintings"), 5);
    TrainingPhotos.shapes(folder.resolve("photos"), 4);
    for (Color color : COLORS) {
      Path file = folder.resolve("photos").resolve("solid" + color.getRGB() + ".png");
      TrainingPhotos.write(file, TrainingPhotos.solid(color, SIDE));
    }
  }

  @AfterEach
  void close() {
    extractor.close();
  }

  private MetaNetTrainer.Builder builder() {
    return MetaNetTrainer.paper(extractor)
        .styles(folder.resolve("paintings"))
        .content(folder.resolve("photos"))
        .base(8)
        .hidden(8)
        .size(SIDE)
        .batchSize(1)
        .steps(STEPS);
  }

  private List<JsonObject> metrics(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("metrics.jsonl")).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  @Test
  void aTrainingTakesThemAndTheNetworkStillPaints() throws IOException {
    Path directory = folder.resolve("training");
    try (MetaNet network = builder().build().train(directory, ProgressListener.NONE);
        TransformModel model = network.style(TrainingPhotos.shape(30, 64));
        NDManager manager = NDManager.newBaseManager()) {
      List<JsonObject> steps = metrics(directory);
      assertThat(steps).hasSize(STEPS);
      assertThat(steps)
          .allSatisfy(
              step -> {
                assertThat(step.get("total").getAsDouble()).isFinite();
                assertThat(step.get("gradient_norm").getAsDouble()).isBetween(0.0, 1e6);
                assertThat(step.get("skipped_steps").getAsDouble()).isZero();
              });
      BufferedImage photo = TrainingPhotos.shape(3, SIDE);
      float[] painted = model.stylize(ImageTensors.fromImage(manager, photo)).toFloatArray();
      assertThat(painted).doesNotContain(Float.NaN);
      assertThat(deviation(painted)).as("not blank").isGreaterThan(0.05);
    }
  }

  private static double deviation(float[] values) {
    double mean = 0;
    double square = 0;
    for (float value : values) {
      mean += value / values.length;
      square += (double) value * value / values.length;
    }
    return Math.sqrt(square - mean * mean);
  }

  @Test
  void withoutNoiseGradientsRunOver() throws IOException {
    Path directory = folder.resolve("training");
    builder().dither(0).build().train(directory, ProgressListener.NONE).close();
    List<JsonObject> steps = metrics(directory);
    // The guard keeps the network alive, but learns nothing from these photos.
    assertThat(steps.get(STEPS - 1).get("skipped_steps").getAsDouble()).isGreaterThan(10);
  }

  /** What the original did: no noise, no guard. */
  @Test
  void withoutNoiseAndGuardTheSameTrainingBreaks() throws Exception {
    StatisticsLoss loss = new StatisticsLoss(extractor, "middle", 1, 25, 1e-4, PaletteWeights.NONE);
    try (NDManager manager = NDManager.newBaseManager();
        MetaNetParameters start =
            MetaNetParameters.random(MetaNetArchitecture.generated(8, 8, 30, false, false), 0);
        NDList features =
            extractor.features(ImageTensors.fromImage(manager, TrainingPhotos.shape(1, SIDE)));
        MetaNetTask task =
            new MetaNetTask(
                start,
                loss,
                new Steadiness(0, 0),
                new FixedStatistics(ChannelStatistics.compute(features).toFloatArray(), 1),
                List.of(),
                Map.of(),
                Map.of());
        Adam adam = new Adam(task.parameters())) {
      List<String> names = new ArrayList<>(task.parameters().keySet());
      for (int step = 0; step < STEPS; step++) {
        BufferedImage photo =
            step % 2 == 0
                ? TrainingPhotos.shape(step, SIDE)
                : TrainingPhotos.solid(COLORS.get(step / 2 % COLORS.size()), SIDE);
        NDArray batch = ImageTensors.fromImage(start.manager(), photo);
        try (StepLoss stepLoss = task.step(step);
            NDList gradients =
                Gradients.compute(
                    new NDList(task.parameters().values()),
                    variables -> {
                      Map<String, NDArray> named = new LinkedHashMap<>();
                      names.forEach(name -> named.put(name, variables.get(named.size())));
                      return stepLoss.evaluate(named, batch).total();
                    })) {
          adam.step(gradients, 1e-3);
        }
      }
      double broken = 0;
      for (NDArray tensor : adam.state().values()) {
        broken += tensor.isInfinite().logicalOr(tensor.isNaN()).any().getBoolean() ? 1 : 0;
      }
      assertThat(broken).as("moments that are not finite").isGreaterThan(0);
    }
  }
}
