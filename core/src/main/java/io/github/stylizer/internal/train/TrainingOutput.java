package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The output folder of a training: checkpoint, metrics as text and for TensorBoard, and pictures.
 */
final class TrainingOutput implements AutoCloseable {
  private static final String CHECKPOINT = "checkpoint.safetensors";
  private static final String PICTURES = "pictures";

  private final Path directory;
  private final Map<String, String> description;
  private final MetricsFile metrics;
  private final EventFile events;
  private final ValidationPhotos validation;

  /**
   * Opens the folder to append after {@code done} steps. Unfinished files of a killed process are
   * deleted.
   *
   * @throws IOException if nothing can be written
   */
  TrainingOutput(
      Path directory, Map<String, String> description, ValidationPhotos validation, long done)
      throws IOException {
    this.directory = directory;
    this.description = description;
    this.validation = validation;
    AtomicFile.removeUnfinished(directory);
    AtomicFile.removeUnfinished(directory.resolve(PICTURES));
    this.metrics = new MetricsFile(directory.resolve("metrics.jsonl"), done);
    try {
      this.events = new EventFile(directory, done + 1);
    } catch (IOException e) {
      metrics.close();
      throw e;
    }
  }

  /** Returns the path of the checkpoint of a training. */
  static Path checkpoint(Path directory) {
    return directory.resolve(CHECKPOINT);
  }

  /** Writes the network and the checkpoint. */
  void checkpoint(TrainingTask task, Map<String, NDArray> optimizer, Checkpoint.Counters counters)
      throws IOException {
    task.save(directory, counters.steps());
    Map<String, NDArray> arrays = Checkpoint.arrays(task.parameters(), task.state());
    Checkpoint.write(checkpoint(directory), description, arrays, optimizer, counters);
  }

  void numbers(long step, Map<String, Double> numbers) throws IOException {
    metrics.append(step, numbers);
    events.scalars(step, numbers);
  }

  /** Paints the validation photos. */
  void pictures(long step, NDManager parent) throws IOException {
    validation.paint(
        parent,
        (name, picture) -> {
          events.image(step, name, picture);
          Path folder = Files.createDirectories(directory.resolve(PICTURES));
          String file = String.format(Locale.ROOT, "%06d-%s.png", step, name);
          ImageEncoder.standard().write(picture, folder.resolve(file));
        });
  }

  @Override
  public void close() throws IOException {
    try {
      metrics.close();
    } finally {
      events.close();
    }
  }
}
