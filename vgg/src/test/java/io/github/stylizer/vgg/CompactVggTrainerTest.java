package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.testing.TrainingPhotos;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Short trainings, in which the embedded network is the teacher. */
class CompactVggTrainerTest {
  private static final String FILE = "compact-vgg.safetensors";

  @TempDir Path folder;
  private FeatureExtractor teacher;
  private Path directory;

  @BeforeEach
  void open() throws IOException {
    TrainingPhotos.shapes(folder.resolve("photos"), 5);
    TrainingPhotos.shapes(folder.resolve("paintings"), 7);
    teacher = Vgg.compact();
    directory = folder.resolve("training");
  }

  @AfterEach
  void close() {
    teacher.close();
    Thread.interrupted();
  }

  private CompactVggTrainer.Builder builder(long steps) {
    return CompactVggTrainer.builder(teacher)
        .content(folder.resolve("photos"))
        .styles(folder.resolve("paintings"))
        .widths(List.of(3, 4, 5, 6))
        .size(16)
        .randomShorterSide(16, 40)
        .batchSize(1)
        .steps(steps);
  }

  private long train(CompactVggTrainer.Builder builder) throws IOException {
    return builder.build().train(directory, ProgressListener.NONE);
  }

  private static List<JsonObject> metrics(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("metrics.jsonl")).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static double mean(List<JsonObject> steps, String name) {
    return steps.stream().mapToDouble(step -> step.get(name).getAsDouble()).average().orElseThrow();
  }

  private static Map<String, float[]> tensors(Path file) throws IOException {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    try (WeightsFile open = WeightsFile.open(file)) {
      for (String name : open.names()) {
        tensors.put(name, open.readFloats(name));
      }
    }
    return tensors;
  }

  private static ProgressListener at(long step, Runnable action) {
    return progress -> {
      if (progress.done() == step && progress.stopped().isEmpty()) {
        action.run();
      }
    };
  }

  @Test
  void bothTermsFall() throws IOException {
    assertThat(train(builder(120).widths(List.of(8, 8, 12, 16)))).isEqualTo(120);
    List<JsonObject> steps = metrics(directory);
    for (String term : List.of("maps", "moments", "unexplained_relu1_2", "unexplained_relu4_1")) {
      assertThat(mean(steps.subList(100, 120), term))
          .as(term)
          .isLessThan(0.8 * mean(steps.subList(0, 20), term));
    }
    JsonObject last = steps.get(119);
    double unexplained = 0;
    for (String tap : teacher.taps()) {
      unexplained += last.get("unexplained_" + tap).getAsDouble();
    }
    assertThat(unexplained).isCloseTo(last.get("maps").getAsDouble(), within(1e-4 * unexplained));
  }

  /** Longer than a picture is optimized for, so that some are replaced before and after. */
  @ParameterizedTest
  @ValueSource(longs = {17, 64})
  void anInterruptedTrainingEndsBitForBitWhereAnotherEnds(long interrupted) throws IOException {
    long end = 70;
    Runnable interrupt = Thread.currentThread()::interrupt;
    long done = builder(end).build().train(directory, at(interrupted, interrupt));
    assertThat(done).isEqualTo(interrupted);
    assertThat(Thread.interrupted()).as("the flag is set at return").isTrue();
    builder(end).build().resume(directory, ProgressListener.NONE);
    Path whole = folder.resolve("whole");
    builder(end).build().train(whole, ProgressListener.NONE);
    assertThat(directory.resolve(FILE)).hasSameBinaryContentAs(whole.resolve(FILE));
    Map<String, float[]> expected = tensors(whole.resolve("checkpoint.safetensors"));
    Map<String, float[]> found = tensors(directory.resolve("checkpoint.safetensors"));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
    assertThat(expected.get("state.pictures")[0]).as("pictures begun").isGreaterThan(4);
  }

  /** The interrupt finds the step waiting for the gradient collector, or before. */
  @Test
  void aStepThatIsNotCompletedIsRepeated() throws IOException {
    Thread.currentThread().interrupt();
    assertThat(builder(3).build().train(directory, ProgressListener.NONE)).isZero();
    assertThat(Thread.interrupted()).isTrue();
    builder(3).build().resume(directory, ProgressListener.NONE);
    Path whole = folder.resolve("whole");
    builder(3).build().train(whole, ProgressListener.NONE);
    assertThat(directory.resolve(FILE)).hasSameBinaryContentAs(whole.resolve(FILE));
  }

  @Test
  void theFileHasTheRunningMean() throws IOException {
    Path initial = folder.resolve("initial");
    builder(1).build().train(initial, ProgressListener.NONE);
    Map<String, float[]> mean = new LinkedHashMap<>();
    for (int step = 0; step < 4; step++) {
      CompactVggTrainer trainer = builder(step + 1).checkpointEvery(1).build();
      if (step == 0) {
        trainer.train(directory, ProgressListener.NONE);
      } else {
        trainer.resume(directory, ProgressListener.NONE);
      }
      Map<String, float[]> checkpoint = tensors(directory.resolve("checkpoint.safetensors"));
      double memory = step / (step + 50.0);
      tensors(directory.resolve(FILE))
          .forEach(
              (name, found) -> {
                float[] weights = checkpoint.get("parameter." + name);
                float[] before = mean.getOrDefault(name, weights);
                float[] expected = new float[weights.length];
                for (int i = 0; i < expected.length; i++) {
                  expected[i] = (float) (memory * before[i] + (1 - memory) * weights[i]);
                }
                assertThat(found).as(name).containsExactly(expected, within(1e-6f));
                mean.put(name, expected);
              });
    }
  }

  @Test
  void theFileIsANetworkWithItsOrigin() throws IOException {
    train(builder(2));
    Map<String, float[]> tensors = tensors(directory.resolve(FILE));
    try (NDManager manager = NDManager.newBaseManager();
        FeatureExtractor compact = Vgg.compact(directory.resolve(FILE))) {
      assertThat(compact.taps()).isEqualTo(teacher.taps());
      NDList maps = compact.features(Draw.array(manager, 1, new Shape(1, 3, 24, 32), -2, 2));
      assertThat(maps.get(3).getShape()).isEqualTo(new Shape(1, 512, 3, 4));
      assertThat(tensors.get("map.relu3_4.weight")).hasSize(256 * 20);
    }
    try (WeightsFile file = WeightsFile.open(directory.resolve(FILE))) {
      assertThat(file.metadata())
          .containsEntry("format", "stylizer-compact-vgg")
          .containsEntry("steps", "2")
          .containsEntry("taps", "relu1_2 relu2_2 relu3_4 relu4_1")
          .containsEntry("photos", "photos")
          .containsEntry("styles", "paintings")
          .containsEntry("widths", "[3, 4, 5, 6]")
          .containsEntry("initialized_from", "random");
    }
  }

  @Test
  void trainingGoesOnFromANetworkOfAnyWidths() throws IOException {
    Path first = folder.resolve("first");
    builder(3).build().train(first, ProgressListener.NONE);
    CompactVggTrainer.builder(teacher)
        .initial(first.resolve(FILE))
        .content(folder.resolve("photos"))
        .styles(folder.resolve("paintings"))
        .size(16)
        .randomShorterSide(16, 40)
        .learningRate(1e-9)
        .steps(1)
        .build()
        .train(directory, ProgressListener.NONE);
    Map<String, float[]> before = tensors(first.resolve(FILE));
    tensors(directory.resolve(FILE))
        .forEach(
            (name, values) ->
                assertThat(values).as(name).containsExactly(before.get(name), within(1e-6f)));
  }

  @Test
  void seedsDecideTheWeights() throws IOException {
    train(builder(1));
    Path other = folder.resolve("other");
    builder(1).seed(1).build().train(other, ProgressListener.NONE);
    String kernel = "features.0.weight";
    assertThat(tensors(other.resolve(FILE)).get(kernel))
        .isNotEqualTo(tensors(directory.resolve(FILE)).get(kernel));
  }

  static Stream<Arguments> otherOptions() {
    return Stream.of(
        option("widths [3, 4, 5, 6]", "widths [3, 4, 5, 7]", b -> b.widths(List.of(3, 4, 5, 7))),
        option("seed 0", "seed 9", b -> b.seed(9)),
        option("batch size 1", "batch size 2", b -> b.batchSize(2)),
        option("size 16", "size 24", b -> b.size(24).randomShorterSide(24, 40)));
  }

  private static Arguments option(
      String found, String wanted, UnaryOperator<CompactVggTrainer.Builder> changed) {
    return Arguments.of(found, wanted, changed);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("otherOptions")
  void isNotResumedWithOtherOptions(
      String found, String wanted, UnaryOperator<CompactVggTrainer.Builder> changed)
      throws IOException {
    train(builder(1));
    byte[] network = Files.readAllBytes(directory.resolve(FILE));
    CompactVggTrainer other = changed.apply(builder(2)).build();
    assertThatThrownBy(() -> other.resume(directory, ProgressListener.NONE))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("made by a training with " + found)
        .hasMessageContaining("this one has " + wanted);
    assertThat(directory.resolve(FILE)).hasBinaryContent(network);
  }

  @Test
  void isNeitherOverwrittenNorResumedFromNothing() throws IOException {
    CompactVggTrainer trainer = builder(1).build();
    assertThatThrownBy(() -> trainer.resume(directory, ProgressListener.NONE))
        .isInstanceOf(NoSuchFileException.class);
    trainer.train(directory, ProgressListener.NONE);
    assertThatThrownBy(() -> trainer.train(directory, ProgressListener.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void theTeacherKeepsNothing() throws IOException {
    builder(1).build().train(folder.resolve("first"), ProgressListener.NONE);
    int before = NativeArrays.heldBy(teacher);
    CompactVggTrainer trainer = builder(12).build();
    trainer.train(directory, ProgressListener.NONE);
    assertThatThrownBy(
            () ->
                trainer.train(
                    folder.resolve("broken"),
                    progress -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    assertThat(NativeArrays.heldBy(teacher)).isEqualTo(before);
  }

  @Test
  void picturesHaveToBeThere() throws IOException {
    Path unreadable = Files.createDirectory(folder.resolve("unreadable"));
    Files.writeString(unreadable.resolve("a.png"), "no picture");
    assertThatThrownBy(() -> train(builder(1).content(folder.resolve("missing"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing: no such folder");
    assertThatThrownBy(() -> train(builder(1).styles(folder.resolve("gone"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone: no such folder");
    assertThat(directory).doesNotExist();
    assertThatThrownBy(() -> train(builder(1).styles(unreadable)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(unreadable + ": none of its 1 files can be read");
  }

  @Test
  void anInitialNetworkHasToBeOne() throws IOException {
    Path text = Files.writeString(folder.resolve("text.safetensors"), "no network");
    assertThatThrownBy(() -> train(plain().initial(text)))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining("text.safetensors");
    assertThat(directory).doesNotExist();
  }

  private CompactVggTrainer.Builder plain() {
    return CompactVggTrainer.builder(teacher)
        .content(folder.resolve("photos"))
        .styles(folder.resolve("paintings"));
  }

  @Test
  void whatIsMissingOrContradictoryIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompactVggTrainer.builder(teacher).styles(folder).build())
        .withMessage("training needs a folder of photos: set content");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompactVggTrainer.builder(teacher).content(folder).build())
        .withMessage("training needs a folder of paintings: set styles");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain().initial(folder).widths(List.of(1, 2, 3, 4)))
        .withMessageContaining("either widths or an initial network");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain().widths(List.of(1, 2, 3, 4)).initial(folder))
        .withMessageContaining("either widths or an initial network");
    for (List<Integer> widths :
        List.of(List.of(1, 2, 3), List.of(0, 1, 1, 1), List.of(1, 1, 1, 513))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plain().widths(widths))
          .withMessage("the widths must be 4 numbers from 1 to 512, but are " + widths);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain().size(400).build())
        .withMessageContaining("at least 400");
    try (TinyExtractor other = new TinyExtractor()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CompactVggTrainer.builder(other))
          .withMessageContainingAll("relu1_2 with 64 channels", "shallow=4");
    }
  }

  @Test
  void randomWeightsKeepTheScaleOfActivations() {
    try (NDManager manager = NDManager.newBaseManager();
        CompactVgg vgg =
            new CompactVgg(
                CompactVggLayout.QUARTER, CompactVggTrainer.random(CompactVggLayout.QUARTER, 3))) {
      NDArray images = Draw.array(manager, 1, new Shape(4, 3, 32, 32), -1.7, 1.7);
      for (NDArray map : vgg.narrow().features(images)) {
        double squares = map.square().mean().getFloat();
        assertThat(squares)
            .as("the mean square of " + Arrays.toString(map.getShape().getShape()))
            .isBetween(0.3, 4.0);
      }
    }
  }
}
