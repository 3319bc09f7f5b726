package io.github.stylizer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageResize;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder that a training writes: numbers for people and for TensorBoard, and pictures. */
final class TrainingOutput implements AutoCloseable {
  private static final int LONGEST_SIDE = 512;

  private static final String CHECKPOINT = "checkpoint.safetensors";

  private final Path directory;
  private final Map<String, String> description;
  private final MetricsFile metrics;
  private final EventFile events;
  private final Map<String, BufferedImage> validation;

  /**
   * Begins to write, at the end of what a training of {@code done} steps has written.
   *
   * @throws IOException if a validation photo cannot be read or nothing can be written
   */
  TrainingOutput(Path directory, Map<String, String> description, List<Path> validation, long done)
      throws IOException {
    this.directory = directory;
    this.description = description;
    this.validation = read(validation);
    this.metrics = new MetricsFile(directory.resolve("metrics.jsonl"), done);
    try {
      this.events = new EventFile(directory, done + 1);
    } catch (IOException e) {
      metrics.close();
      throw e;
    }
  }

  private static Map<String, BufferedImage> read(List<Path> files) throws IOException {
    Map<String, BufferedImage> photos = new LinkedHashMap<>();
    for (Path file : files) {
      BufferedImage photo = ImageDecoder.standard().read(file);
      boolean large = Math.max(photo.getWidth(), photo.getHeight()) > LONGEST_SIDE;
      String name = file.getFileName().toString();
      int dot = name.lastIndexOf('.');
      photos.put(
          dot > 0 ? name.substring(0, dot) : name,
          large ? ImageResize.longerSide(photo, LONGEST_SIDE) : photo);
    }
    return photos;
  }

  /** Where the checkpoint of a training in a folder lies. */
  static Path checkpoint(Path directory) {
    return directory.resolve(CHECKPOINT);
  }

  /** Writes the network and all that is needed to go on. */
  void checkpoint(TrainingTask task, Map<String, NDArray> optimizer, Checkpoint.Counters counters)
      throws IOException {
    task.save(directory, counters.steps());
    Checkpoint.write(checkpoint(directory), description, task.parameters(), optimizer, counters);
  }

  void numbers(long step, Map<String, Double> numbers) throws IOException {
    metrics.append(step, numbers);
    events.scalars(step, numbers);
  }

  /** Paints the validation photos. */
  void pictures(long step, TrainingTask task, NDManager parent) throws IOException {
    for (Map.Entry<String, BufferedImage> photo : validation.entrySet()) {
      try (NDManager manager = parent.newSubManager()) {
        NDArray painted = task.paint(ImageTensors.fromImage(manager, photo.getValue()));
        BufferedImage picture = ImageTensors.toImage(painted);
        events.image(step, photo.getKey(), picture);
        Path folder = Files.createDirectories(directory.resolve("pictures"));
        String name = "%06d-%s.png".formatted(step, photo.getKey());
        ImageEncoder.standard().write(picture, folder.resolve(name));
      }
    }
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
