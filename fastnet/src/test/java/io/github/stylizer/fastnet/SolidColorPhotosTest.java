package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.Progress;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.train.SteppedTask;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Photos of one color: every variance is 0, each of 15 instance norms multiplies the gradient by
 * 1/sqrt(1e-5), and float32 runs over.
 */
class SolidColorPhotosTest {
  private static final int SIDE = 64;

  @TempDir Path folder;
  private final TinyExtractor extractor = new TinyExtractor();
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
    extractor.close();
  }

  /** The length of the gradient of a network that has just begun to learn. */
  private double gradientNorm(BufferedImage photo, double dither) throws Exception {
    FastNetOptions options =
        new FastNetOptions(TransformNet.of(8), "middle", new LossWeights(1, 1e5, 1e-6), 3, "", 0);
    try (NDManager scratch = manager.newSubManager();
        FastNetTask task =
            new FastNetTask(
                extractor,
                options,
                ImageTensors.fromImage(scratch, TrainingPhotos.painting()),
                Map.of(),
                Map.of());
        SteppedTask stepped = new SteppedTask(task, 1e-3)) {
      NDArray batch = ImageTensors.fromImages(scratch, List.of(photo));
      NDArray noise = Draw.array(scratch, 77, batch.getShape(), -dither, dither);
      return stepped.gradientNorm(0, dither == 0 ? batch : batch.add(noise));
    }
  }

  @Test
  void withoutNoiseTheGradientRunsOver() throws Exception {
    double usual = gradientNorm(TrainingPhotos.shape(1, SIDE), 0);
    for (Color color : List.of(Color.BLACK, Color.WHITE, Color.GRAY, Color.RED)) {
      double norm = gradientNorm(TrainingPhotos.solid(color, SIDE), 0);
      // Or infinite, or not a number.
      assertThat(norm < 1e15 * usual).as("%s: %s, usual is %s", color, norm, usual).isFalse();
    }
  }

  @Test
  void withNoiseThatNobodySeesItIsLikeOthers() throws Exception {
    double usual = gradientNorm(TrainingPhotos.shape(1, SIDE), 0);
    for (Color color : List.of(Color.BLACK, Color.WHITE, Color.GRAY, Color.RED)) {
      double norm = gradientNorm(TrainingPhotos.solid(color, SIDE), 1e-6);
      assertThat(norm).as("%s, usual is %s", color, usual).isBetween(0.0, 100 * usual);
    }
    // So little does not change what was well before.
    assertThat(gradientNorm(TrainingPhotos.shape(1, SIDE), 1e-6) / usual).isBetween(0.99, 1.01);
  }

  @Test
  void oneOtherPixelOrThreeEqualChannelsAreEnough() throws Exception {
    double usual = gradientNorm(TrainingPhotos.shape(1, SIDE), 0);
    assertThat(gradientNorm(TrainingPhotos.solidButForOnePixel(SIDE), 0))
        .isBetween(0.0, 100 * usual);
    assertThat(gradientNorm(TrainingPhotos.gray(SIDE), 0)).isBetween(0.0, 100 * usual);
  }

  @Test
  void aTrainingTakesThemWithItsDefaults() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    write(photos, "black", TrainingPhotos.solid(Color.BLACK, 30));
    write(photos, "white", TrainingPhotos.solid(Color.WHITE, 30));
    write(photos, "gray", TrainingPhotos.solid(Color.GRAY, 30));
    write(photos, "red", TrainingPhotos.solid(Color.RED, 30));
    write(photos, "one-pixel", TrainingPhotos.solidButForOnePixel(30));
    write(photos, "gray-scale", TrainingPhotos.gray(30));
    List<Progress> told = new ArrayList<>();
    Path directory = folder.resolve("training");
    FastNetTrainer.builder(extractor)
        .style(TrainingPhotos.painting())
        .content(photos)
        .contentTap("middle")
        .base(2)
        .size(16)
        .batchSize(1)
        .steps(18)
        .build()
        .train(directory, told::add)
        .close();
    assertThat(told.subList(1, 19))
        .allSatisfy(step -> assertThat(step.losses().values()).allMatch(Double::isFinite));
    assertThat(Files.readAllLines(directory.resolve("metrics.jsonl")))
        .hasSize(18)
        .allMatch(line -> line.contains("\"skipped_steps\":0.0"))
        .noneMatch(line -> line.contains("null"));
  }

  private static void write(Path folder, String name, BufferedImage picture) throws IOException {
    TrainingPhotos.write(folder.resolve(name + ".png"), picture);
  }
}
