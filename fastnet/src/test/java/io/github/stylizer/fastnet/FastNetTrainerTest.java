package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FastNetTrainerTest {
  @TempDir Path folder;
  private final TinyExtractor extractor = new TinyExtractor();
  private Path directory;

  @BeforeEach
  void photos() throws IOException {
    TrainingPhotos.shapes(folder.resolve("photos"), 4);
    directory = folder.resolve("training");
  }

  @AfterEach
  void close() {
    Thread.interrupted();
    extractor.close();
  }

  private FastNetTrainer.Builder builder(long steps) {
    return FastNetTrainer.builder(extractor)
        .style(TrainingPhotos.painting())
        .styleName("Drawn, by a generator")
        .content(folder.resolve("photos"))
        .base(2)
        .size(16)
        .batchSize(2)
        .contentTap("middle")
        .styleWeight(100)
        .steps(steps);
  }

  private static float[] painted(TransformModel network) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = Draw.array(manager, 51, new Shape(1, 3, 18, 20), -2, 2);
      return network.stylize(photo, ProgressListener.NONE).toFloatArray();
    }
  }

  private float[] paintedByFile() throws IOException {
    try (TransformModel network = FastNet.load(directory.resolve("network.safetensors"))) {
      return painted(network);
    }
  }

  @Test
  void theLossFallsAndTheNetworkIsThatOfTheFile() throws IOException {
    List<Progress> told = new ArrayList<>();
    try (TransformModel network =
        builder(60).learningRate(5e-3).build().train(directory, told::add)) {
      double first = meanTotal(told.subList(1, 6));
      double last = meanTotal(told.subList(56, 61));
      assertThat(last).isLessThan(0.7 * first);
      assertThat(paintedByFile()).containsExactly(painted(network));
      assertThat(network.provenance()).containsEntry("base", "2");
    }
  }

  private static double meanTotal(List<Progress> steps) {
    return steps.stream().mapToDouble(step -> step.losses().get("total")).average().orElseThrow();
  }

  @Test
  void theFileSaysHowItWasTrained() throws IOException {
    builder(2).seed(7).learningRate(2e-3).build().train(directory, ProgressListener.NONE).close();
    try (TransformModel network = FastNet.load(directory.resolve("network.safetensors"))) {
      assertThat(network.provenance())
          .containsEntry("format", "stylizer-transform-net")
          .containsEntry("base", "2")
          .containsEntry("taps", "shallow middle deep")
          .containsEntry("content tap", "middle")
          .containsEntry("content weight", "1.0")
          .containsEntry("style weight", "100.0")
          .containsEntry("total variation weight", "1.0E-6")
          .containsEntry("output limit", "3.0")
          .containsEntry("style", "Drawn, by a generator")
          .containsEntry("size", "16")
          .containsEntry("batch size", "2")
          .containsEntry("crop", "center")
          .containsEntry("learning rate", "0.002")
          .containsEntry("seed", "7")
          .containsEntry("photos", "photos")
          .containsKey("library")
          .containsEntry("steps", "2");
      assertThat(network.provenance().get("style picture")).matches("24x20 [0-9a-f]{16}");
    }
  }

  @Test
  void anInterruptGivesTheNetworkSoFarAndItGoesOnFromThere() throws IOException {
    ProgressListener interrupt =
        progress -> {
          if (progress.done() == 3) {
            Thread.currentThread().interrupt();
          }
        };
    try (TransformModel network = builder(6).build().train(directory, interrupt)) {
      assertThat(Thread.interrupted()).as("the flag is set at return").isTrue();
      assertThat(network.provenance()).containsEntry("steps", "3");
      assertThat(paintedByFile()).containsExactly(painted(network));
    }
    try (TransformModel resumed = builder(6).build().resume(directory, ProgressListener.NONE);
        TransformModel whole =
            builder(6).build().train(folder.resolve("whole"), ProgressListener.NONE)) {
      assertThat(resumed.provenance()).isEqualTo(whole.provenance()).containsEntry("steps", "6");
      assertThat(painted(resumed)).containsExactly(painted(whole));
      assertThat(paintedByFile()).containsExactly(painted(whole));
    }
  }

  static Stream<Arguments> otherOptions() {
    BufferedImage other = PhotoPixels.drawn(24, 20);
    other.setRGB(3, 4, other.getRGB(3, 4) ^ 1);
    return Stream.of(
        option("base 2", "base 3", builder -> builder.base(3)),
        option("content tap middle", "content tap deep", builder -> builder.contentTap("deep")),
        option("content weight 1.0", "content weight 2.0", builder -> builder.contentWeight(2)),
        option("style weight 100.0", "style weight 99.0", builder -> builder.styleWeight(99)),
        option(
            "total variation weight 1.0E-6",
            "total variation weight 0.0",
            builder -> builder.totalVariationWeight(0)),
        option("output limit 3.0", "output limit 2.5", builder -> builder.outputLimit(2.5)),
        option("style picture 24x20 ", "style picture 24x20 ", builder -> builder.style(other)),
        option("seed 0", "seed 9", builder -> builder.seed(9)));
  }

  private static Arguments option(
      String found, String wanted, UnaryOperator<FastNetTrainer.Builder> changed) {
    return Arguments.of(found, wanted, changed);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("otherOptions")
  void isNotResumedWithOtherOptions(
      String found, String wanted, UnaryOperator<FastNetTrainer.Builder> changed)
      throws IOException {
    builder(1).build().train(directory, ProgressListener.NONE).close();
    byte[] network = Files.readAllBytes(directory.resolve("network.safetensors"));
    FastNetTrainer other = changed.apply(builder(2)).build();
    assertThatThrownBy(() -> other.resume(directory, ProgressListener.NONE))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(directory.resolve("checkpoint.safetensors") + ": ")
        .hasMessageContaining("made by a training with " + found)
        .hasMessageContaining("this one has " + wanted)
        .hasMessageContaining("use the same options");
    assertThat(directory.resolve("network.safetensors")).hasBinaryContent(network);
  }

  @Test
  void isNeitherOverwrittenNorResumedFromNothing() throws IOException {
    FastNetTrainer trainer = builder(1).build();
    assertThatThrownBy(() -> trainer.resume(directory, ProgressListener.NONE))
        .isInstanceOf(NoSuchFileException.class);
    trainer.train(directory, ProgressListener.NONE).close();
    assertThatThrownBy(() -> trainer.train(directory, ProgressListener.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void theExtractorKeepsNothing() throws IOException {
    builder(1).build().train(folder.resolve("first"), ProgressListener.NONE).close();
    int before = NativeArrays.heldBy(extractor);
    FastNetTrainer trainer = builder(2).build();
    trainer.train(directory, ProgressListener.NONE).close();
    assertThatThrownBy(
            () ->
                trainer.train(
                    folder.resolve("broken"),
                    progress -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    assertThat(NativeArrays.heldBy(extractor)).isEqualTo(before);
  }

  @Test
  void aValidationPhotoThatIsTooSmallIsFoundBeforeTheTraining() throws IOException {
    Path thin = folder.resolve("thin.png");
    TrainingPhotos.write(thin, PhotoPixels.drawn(40, 15));
    assertThatIOException()
        .isThrownBy(
            () -> builder(1).validation(List.of(thin)).build().train(directory, progress -> {}))
        .withMessageStartingWith(thin + ": ")
        .withMessageContaining("40x15");
    assertThat(directory).doesNotExist();
  }

  @Test
  void photosHaveToBeThere() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatIOException()
        .isThrownBy(() -> builder(1).content(empty).build().train(directory, progress -> {}))
        .withMessageContaining(empty + ": this folder contains no files");
    assertThat(directory).doesNotExist();
    Path unreadable = Files.createDirectory(folder.resolve("unreadable"));
    Files.writeString(unreadable.resolve("a.png"), "no picture");
    assertThatIOException()
        .isThrownBy(() -> builder(1).content(unreadable).build().train(directory, progress -> {}))
        .withMessageContaining(unreadable + ": none of its 1 files can be read");
    assertThat(directory).doesNotExist();
  }

  @Test
  void whatIsMissingIsNamed() {
    FastNetTrainer.Builder noStyle =
        FastNetTrainer.builder(extractor).content(folder).contentTap("middle");
    assertThatIllegalArgumentException()
        .isThrownBy(noStyle::build)
        .withMessage("training needs a painting: set style");
    FastNetTrainer.Builder noPhotos =
        FastNetTrainer.builder(extractor).style(TrainingPhotos.painting()).contentTap("middle");
    assertThatIllegalArgumentException()
        .isThrownBy(noPhotos::build)
        .withMessage("training needs a folder of photos: set content");
  }

  @Test
  void wrongSettingsAreRefusedWithValueAndLimit() {
    FastNetTrainer.Builder builder = builder(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(1).style(PhotoPixels.drawn(30, 3)).build())
        .withMessage(
            "a painting of 30x3 is too small; each side needs at least 4 pixels, so choose another"
                + " painting");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(1).contentTap("relu2_2").build())
        .withMessage("unknown content tap 'relu2_2', expected one of [shallow, middle, deep]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.styleWeight(-1))
        .withMessage("the style weight must be a number from 0 to 3.4e38, but is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.contentWeight(Double.NaN))
        .withMessage("the content weight must be a number from 0 to 3.4e38, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.totalVariationWeight(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.outputLimit(0))
        .withMessage("the output limit must be above 0, but is 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.base(0));
  }
}
