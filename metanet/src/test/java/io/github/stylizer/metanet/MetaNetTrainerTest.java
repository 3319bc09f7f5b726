package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaNetTrainerTest {
  @TempDir Path folder;
  private final TinyExtractor extractor = new TinyExtractor();
  private Path directory;

  @BeforeEach
  void pictures() throws IOException {
    TrainingPhotos.shapes(folder.resolve("photos"), 4);
    Files.createDirectory(folder.resolve("paintings"));
    for (int i = 0; i < 5; i++) {
      TrainingPhotos.write(
          folder.resolve("paintings").resolve(i + ".png"), TrainingPhotos.shape(20 + 3 * i, 50));
    }
    directory = folder.resolve("training");
  }

  @AfterEach
  void close() {
    Thread.interrupted();
    extractor.close();
  }

  private MetaNetTrainer.Builder small(MetaNetTrainer.Builder builder, long steps) {
    return builder
        .styles(folder.resolve("paintings"))
        .content(folder.resolve("photos"))
        .base(2)
        .hidden(3)
        .size(16)
        .batchSize(2)
        .steps(steps);
  }

  private MetaNetTrainer.Builder compact(long steps) {
    return small(MetaNetTrainer.compact(extractor), steps).randomShorterSide(20, 30);
  }

  private MetaNetTrainer.Builder paper(long steps) {
    return small(MetaNetTrainer.paper(extractor), steps).styleSteps(2);
  }

  private static float[] code(MetaNet network) {
    return network.code(TrainingPhotos.shape(9, 40)).values();
  }

  private List<JsonObject> metrics(Path training) throws IOException {
    return Files.readAllLines(training.resolve("metrics.jsonl")).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static double mean(List<JsonObject> steps, String name) {
    return steps.stream().mapToDouble(step -> step.get(name).getAsDouble()).average().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLossFallsAndTheNetworkIsThatOfTheFile(boolean shared) throws IOException {
    MetaNetTrainer.Builder builder = compact(80).learningRate(shared ? 2e-2 : 5e-3);
    MetaNetTrainer trainer = (shared ? builder : builder.unitFilters(true)).build();
    try (MetaNet network = trainer.train(directory, ProgressListener.NONE);
        MetaNet loaded = MetaNet.load(directory.resolve("network.safetensors"), extractor)) {
      List<JsonObject> steps = metrics(directory);
      assertThat(mean(steps.subList(70, 80), "total"))
          .isLessThan(0.7 * mean(steps.subList(0, 10), "total"));
      assertThat(code(loaded)).containsExactly(code(network));
      assertThat(loaded.provenance())
          .isEqualTo(network.provenance())
          .containsEntry("steps", "80")
          .containsEntry("filters", shared ? "shared" : "unit length")
          .containsEntry("color head", "yes")
          .containsEntry("taps", "shallow middle deep")
          .containsEntry("styles", "paintings")
          .containsEntry("initialized_from", "random");
    }
  }

  /** Also with one extractor for both, whose statistics are then the first of what is compared. */
  @Test
  void gramMatricesColorsAndSteadinessCanBePartOfTheLoss() throws IOException {
    MetaNetTrainer trainer =
        compact(60)
            .size(32)
            .randomShorterSide(36, 40)
            .learningRate(2e-2)
            .gramWeight(.3)
            .colorWeight(10)
            .steadinessWeight(5)
            .build();
    try (MetaNet network = trainer.train(directory, ProgressListener.NONE)) {
      List<JsonObject> steps = metrics(directory);
      for (String term : List.of("gram", "color", "steadiness")) {
        assertThat(mean(steps, term)).as(term).isPositive();
      }
      assertThat(mean(steps.subList(50, 60), "color"))
          .isLessThan(0.7 * mean(steps.subList(0, 10), "color"));
      assertThat(network.provenance())
          .containsEntry("gram weight", "0.3")
          .containsEntry("color weight", "10.0")
          .containsEntry("steadiness weight", "5.0");
    }
    try (MetaNet plain = compact(1).build().train(folder.resolve("plain"), ProgressListener.NONE)) {
      assertThat(plain.provenance())
          .doesNotContainKeys("gram weight", "color weight", "steadiness weight");
    }
  }

  @Test
  void anInterruptedTrainingEndsBitForBitWhereAnotherEnds() throws IOException {
    for (MetaNetTrainer trainer :
        List.of(
            compact(7).build(),
            compact(7).unitFilters(true).build(),
            compact(7)
                .size(32)
                .randomShorterSide(36, 40)
                .gramWeight(1)
                .colorWeight(1)
                .steadinessWeight(1)
                .build(),
            paper(7).build())) {
      Path interrupted = Files.createTempDirectory(folder, "interrupted");
      Path whole = Files.createTempDirectory(folder, "whole");
      ProgressListener interrupt =
          progress -> {
            if (progress.stage().equals("training") && progress.done() == 3) {
              Thread.currentThread().interrupt();
            }
          };
      trainer.train(interrupted, interrupt).close();
      assertThat(Thread.interrupted()).as("the flag is set at return").isTrue();
      trainer.resume(interrupted, ProgressListener.NONE).close();
      trainer.train(whole, ProgressListener.NONE).close();
      assertThat(interrupted.resolve("network.safetensors"))
          .hasSameBinaryContentAs(whole.resolve("network.safetensors"));
    }
  }

  @Test
  void itBeginsWithTheNetworkOfAFile() throws IOException {
    compact(3).build().train(directory, ProgressListener.NONE).close();
    Path file = directory.resolve("network.safetensors");
    Path next = folder.resolve("next");
    // A learning rate that changes nothing that can be seen.
    try (MetaNet network =
            compact(1).initial(file).learningRate(1e-9).build().train(next, ProgressListener.NONE);
        MetaNet first = MetaNet.load(file, extractor)) {
      float[] expected = code(first);
      float[] found = code(network);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], Offset.offset(1e-5f));
      }
      assertThat(network.provenance()).containsEntry("initialized_from", first.fingerprint());
    }
    MetaNetTrainer other = compact(1).initial(file).base(3).build();
    assertThatThrownBy(() -> other.train(folder.resolve("other"), ProgressListener.NONE))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("network.safetensors")
        .hasMessageContaining("base");
  }

  @Test
  void onlyWithoutUnitLengthFiltersGrow() throws IOException {
    Path free = folder.resolve("free");
    long steps = 250;
    compact(steps)
        .unitFilters(true)
        .learningRate(1e-2)
        .build()
        .train(directory, ProgressListener.NONE)
        .close();
    compact(steps)
        .unitFilters(false)
        .learningRate(1e-2)
        .build()
        .train(free, ProgressListener.NONE)
        .close();
    assertThat(growth(free)).isGreaterThan(2);
    assertThat(growth(directory)).isBetween(0.5, 2.0);
  }

  private double growth(Path training) throws IOException {
    List<JsonObject> steps = metrics(training);
    int end = steps.size();
    return mean(steps.subList(end - 10, end), MetaNetTask.LARGEST_WEIGHT)
        / mean(steps.subList(0, 10), MetaNetTask.LARGEST_WEIGHT);
  }

  @Test
  void validationPhotosArePaintedLikeEveryPainting() throws IOException {
    Path photo = folder.resolve("photos").resolve("shape1.png");
    Path painting = folder.resolve("paintings").resolve("0.png");
    compact(2)
        .validation(List.of(photo))
        .validationStyles(List.of(painting, painting))
        .build()
        .train(directory, ProgressListener.NONE)
        .close();
    BufferedImage row = ImageIO.read(directory.resolve("pictures/000002-shape1.png").toFile());
    assertThat(row.getWidth()).isEqualTo(80);
    assertThat(row.getHeight()).isEqualTo(40);
    assertThat(row.getRGB(10, 20)).isEqualTo(row.getRGB(50, 20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compact(2).validation(List.of(photo)).build())
        .withMessageContaining("validation paintings");
  }

  @Test
  void paintingsThatCannotBeReadAreSkippedButNotAll() throws IOException {
    Files.writeString(folder.resolve("paintings").resolve("notes.txt"), "no picture");
    compact(2).build().train(directory, ProgressListener.NONE).close();
    Path none = Files.createDirectory(folder.resolve("none"));
    Files.writeString(none.resolve("notes.txt"), "no picture");
    for (MetaNetTrainer.Builder builder : List.of(compact(2), paper(2))) {
      assertThatIOException()
          .isThrownBy(
              () -> builder.styles(none).build().train(folder.resolve("x"), ProgressListener.NONE))
          .withMessageContaining("none of its 1 files can be read");
      assertThat(folder.resolve("x").resolve("checkpoint.safetensors")).doesNotExist();
    }
  }

  @Test
  void encodingPaintingsIsToldAndCanBeInterrupted() throws IOException {
    List<Progress> told = new ArrayList<>();
    ProgressListener interrupt =
        progress -> {
          told.add(progress);
          if (progress.done() == 2) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> compact(2).build().train(directory, interrupt))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).hasSize(3).allMatch(p -> p.stage().equals("encoding paintings"));
    assertThat(directory).doesNotExist();
  }

  @Test
  void whatIsWrongIsFoundBeforePaintingsAreEncoded() throws IOException {
    List<Progress> told = new ArrayList<>();
    assertThatThrownBy(() -> compact(2).build().resume(directory, told::add))
        .isInstanceOf(NoSuchFileException.class);
    Path missing = folder.resolve("missing.safetensors");
    assertThatThrownBy(() -> compact(2).initial(missing).build().train(directory, told::add))
        .isInstanceOf(NoSuchFileException.class);
    Files.createDirectory(directory);
    Files.writeString(directory.resolve("checkpoint.safetensors"), "a training");
    assertThatThrownBy(() -> compact(2).build().train(directory, told::add))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(told).isEmpty();
  }

  @Test
  void otherPaintingsAreAnotherTraining() throws IOException {
    compact(2).build().train(directory, ProgressListener.NONE).close();
    TrainingPhotos.write(
        folder.resolve("paintings").resolve("new.png"), TrainingPhotos.shape(77, 50));
    assertThatThrownBy(() -> compact(3).build().resume(directory, ProgressListener.NONE))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("paintings");
  }

  @Test
  void contradictionsAreFoundWhereTheyAreMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetaNetTrainer.paper(extractor).content(folder).build())
        .withMessageContaining("styles");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compact(2).contentTap("none").build())
        .withMessageContaining("none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compact(2).hidden(0))
        .withMessageContaining("hidden");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compact(2).size(64).build())
        .withMessageContaining("shorter side");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compact(2).base(1024).hidden(4096).sharedFilters(64).build())
        .withMessageContaining("base 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compact(1).steadinessWeight(1).build())
        .withMessageContaining("at least 24 pixels, but the size is 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compact(1).colorWeight(-1))
        .withMessageContaining("weight of colors");
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    compact(2).build().train(directory, ProgressListener.NONE).close();
    int before = arraysOfAllManagers();
    paper(2).build().train(folder.resolve("again"), ProgressListener.NONE).close();
    compact(4).build().resume(directory, ProgressListener.NONE).close();
    ProgressListener broken =
        progress -> {
          if (progress.stage().equals("training")) {
            throw new IllegalStateException("enough");
          }
        };
    assertThatThrownBy(() -> compact(2).build().train(folder.resolve("broken"), broken))
        .hasMessage("enough");
    assertThat(arraysOfAllManagers()).isEqualTo(before);
  }

  private static int arraysOfAllManagers() {
    try (NDManager manager = NDManager.newBaseManager()) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }
}
