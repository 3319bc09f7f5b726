package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that cannot be used: the message names the file and the reason, nothing changes. */
class CheckpointTest {
  @TempDir Path folder;
  private final TinyTask task = new TinyTask();
  private Path file;

  @BeforeEach
  void train() throws IOException {
    TinyTrainer.photos(folder.resolve("photos"), 2);
    try (TinyTask first = new TinyTask()) {
      training().start(first, folder.resolve("training"), ProgressListener.NONE);
    }
    file = TrainingFolder.checkpoint(folder.resolve("training"));
  }

  @AfterEach
  void close() {
    task.close();
  }

  private Training training() {
    return new TinyTrainer(folder.resolve("photos"), 3).build();
  }

  private void rewrite(BiConsumer<Map<String, NDArray>, Map<String, String>> change)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      Map<String, String> metadata;
      try (WeightsFile open = WeightsFile.open(file)) {
        for (String name : open.names()) {
          tensors.put(name, open.read(name, manager));
        }
        metadata = new LinkedHashMap<>(open.metadata());
      }
      change.accept(tensors, metadata);
      SafetensorsWriter.write(file, tensors, metadata);
    }
  }

  private void assertRefused(String reason) throws IOException {
    Path directory = file.getParent();
    byte[] checkpoint = Files.readAllBytes(file);
    List<String> metrics = Files.readAllLines(directory.resolve("metrics.jsonl"));
    List<String> names = TrainingFolder.names(directory);
    float[] parameter = task.parameters().get("shift").toFloatArray();
    assertThatThrownBy(() -> training().resume(task, directory, ProgressListener.NONE))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
    assertThat(file).hasBinaryContent(checkpoint);
    assertThat(directory.resolve("metrics.jsonl")).hasContent(String.join("\n", metrics));
    assertThat(TrainingFolder.names(directory)).isEqualTo(names);
    assertThat(task.parameters().get("shift").toFloatArray())
        .as("the parameters")
        .isEqualTo(parameter);
    assertThat(task.state().get("mean").toFloatArray()).as("the state").containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.3, 0.99})
  void truncated(double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (share * bytes.length)));
    assertRefused("");
  }

  @Test
  void damaged() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[12] ^= 0x55;
    Files.write(file, bytes);
    assertRefused("");
  }

  @Test
  void anotherFile() throws IOException {
    rewrite((tensors, metadata) -> metadata.put("format", "stylizer-transform-net"));
    assertRefused("is not a training checkpoint");
    rewrite((tensors, metadata) -> metadata.remove("format"));
    assertRefused("is not a training checkpoint");
  }

  @ParameterizedTest
  @CsvSource({
    "parameter.shift, the tensor parameter.shift (3) is missing",
    "state.mean, the tensor state.mean (3) is missing",
    "optimizer.steps, the state of Adam: the state lacks 'steps'",
    "optimizer.second_moment.shift, the state lacks 'second_moment.shift'"
  })
  void aMissingTensor(String name, String reason) throws IOException {
    rewrite((tensors, metadata) -> tensors.remove(name));
    assertRefused(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "parameter.mix.weight; the tensor parameter.mix.weight is (4), expected (3, 3, 1, 1)",
        "state.mean; the tensor state.mean is (4), expected (3)",
        "optimizer.first_moment.shift; first_moment.shift' is float32 (4), expected float32 (3)"
      })
  void aTensorOfAnotherShape(String name, String reason) throws IOException {
    replace(name, new Shape(4));
    assertRefused(reason);
  }

  private void replace(String name, Shape shape) throws IOException {
    rewrite((tensors, metadata) -> tensors.put(name, tensors.get(name).getManager().zeros(shape)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameter.shift", "state.mean", "optimizer.first_moment.shift"})
  void anEmptyTensor(String name) throws IOException {
    replace(name, new Shape(0));
    assertRefused("(0), expected");
  }

  @ParameterizedTest
  @CsvSource({
    "parameter.shift, NaN",
    "state.mean, Infinity",
    "optimizer.first_moment.shift, -Infinity",
    "optimizer.second_moment.shift, NaN"
  })
  void aNumberThatIsNotFinite(String name, float number) throws IOException {
    rewrite((tensors, metadata) -> tensors.get(name).set(new NDIndex("1"), number));
    assertRefused("the tensor " + name + " holds values that are not finite");
  }

  @Test
  void moreStateThanParameters() throws IOException {
    rewrite(
        (tensors, metadata) ->
            tensors.put(
                "optimizer.first_moment.other",
                tensors.get("parameter.shift").getManager().zeros(new Shape(4))));
    assertRefused("first_moment.other");
  }

  @ParameterizedTest
  @CsvSource({
    "steps, -1",
    "steps, 1e3",
    "steps, 99999999999999999999",
    "skipped, many",
    "seconds, NaN",
    "seconds, -0.5",
    "seconds, Infinity",
    "seconds, soon"
  })
  void aCounterThatIsNone(String name, String value) throws IOException {
    rewrite((tensors, metadata) -> metadata.put(name, value));
    assertRefused("its metadata '" + name + "' is " + value + ", expected a number of at least 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "skipped", "seconds"})
  void aMissingCounter(String name) throws IOException {
    rewrite((tensors, metadata) -> metadata.remove(name));
    assertRefused("its metadata '" + name + "' is null");
  }

  @Test
  void anOptionThatThisTrainingDoesNotKnow() throws IOException {
    rewrite((tensors, metadata) -> metadata.put("training.color head", "yes"));
    assertRefused("made by a training with color head yes, but this one has no color head");
  }

  @Test
  void anOptionThatTheFileDoesNotKnow() throws IOException {
    rewrite((tensors, metadata) -> metadata.remove("training.goal"));
    assertRefused("made by a training with no goal, but this one has goal other colors");
  }

  @Test
  void aScalarParameterIsReadBack() throws IOException {
    Path scalars = folder.resolve("scalars.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> written = Map.of("scale", manager.create(2.5f));
      try (Adam adam = new Adam(written)) {
        Checkpoint.Counters counters = new Checkpoint.Counters(1, 0, 0);
        Map<String, NDArray> arrays = Checkpoint.arrays(written, Map.of());
        Checkpoint.write(scalars, Map.of(), arrays, adam.state(), counters);
      }
      Map<String, NDArray> read = Map.of("scale", manager.create(1f));
      try (WeightsFile open = WeightsFile.open(scalars)) {
        Checkpoint.read(open, read, Map.of(), Adam.SECOND_DECAY).close();
      }
      assertThat(read.get("scale").getFloat()).isEqualTo(2.5f);
    }
  }
}
