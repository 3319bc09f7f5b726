package io.github.stylizer.internal.train;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Trains a {@link TrainingTask} on a folder of photos. It writes to its directory:
 *
 * <ul>
 *   <li>{@code checkpoint.safetensors}: all that is needed to resume, replaced atomically;
 *   <li>{@code metrics.jsonl}: a line of JSON for each step, and {@code events.out.tfevents…}: the
 *       same for TensorBoard, with the painted validation photos;
 *   <li>{@code pictures}: the painted validation photos as files;
 *   <li>what the task saves, such as the network.
 * </ul>
 *
 * A resumed training has bit for bit the result of an uninterrupted one, on the same machine with
 * the same number of threads and the same photos. Training uses a single device, that of the
 * parameters: DJL splits batches across devices only for blocks that own their parameters, which
 * these networks do not.
 *
 * <p>No other process may write to the directory at the same time: unfinished files of a killed
 * process are deleted at the start.
 *
 * <p>An interrupt ends a training after the current step, with a checkpoint. Immutable; may run
 * more than once, even concurrently, but only one thread at a time computes gradients.
 */
public final class Training {
  private final TrainingSettings settings;

  public Training(TrainingSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the settings, for what a task has to do in the same way.
   *
   * @return the settings
   */
  public TrainingSettings settings() {
    return settings;
  }

  /**
   * Describes the training, for the metadata of the network's file.
   *
   * @return the settings that the result depends on, the name of the folder of photos, and the
   *     version of this library
   */
  public Map<String, String> provenance() {
    Map<String, String> provenance = new LinkedHashMap<>(settings.description());
    provenance.put(
        "photos", String.valueOf(settings.photos().folder().toAbsolutePath().getFileName()));
    String version = Training.class.getPackage().getImplementationVersion();
    provenance.put("library", "Stylizer " + Objects.requireNonNullElse(version, "not packaged"));
    return provenance;
  }

  /**
   * Starts a new training.
   *
   * @param task what is trained
   * @param directory the output directory, created if missing
   * @param listener called after each step, on the calling thread; at the end {@link
   *     io.github.stylizer.Progress#stopped} has the reason and the number of unreadable files
   * @return the number of completed steps; after an interrupt fewer than requested, and the
   *     thread's interrupt flag is set
   * @throws FileAlreadyExistsException if the directory has a checkpoint, or is a file
   * @throws IOException if the photos cannot be read or the results cannot be written
   */
  public long start(TrainingTask task, Path directory, ProgressListener listener)
      throws IOException {
    requireNoTraining(directory);
    Adam adam = new Adam(task.parameters(), settings.optimization().secondDecay());
    return run(task, directory, listener, adam, new Checkpoint.Counters(0, 0, 0));
  }

  /**
   * Resumes from the checkpoint in a directory. Only the number of steps, the learning rate, the
   * intervals of reports and the validation photos may differ from before.
   *
   * @param task what is trained; its parameters are set to those of the checkpoint
   * @param directory the training's directory
   * @param listener called after each step, on the calling thread
   * @return as {@link #start}
   * @throws NoSuchFileException if there is no checkpoint
   * @throws WeightsFormatException if the checkpoint is damaged, is from a different training, or
   *     has more steps than requested
   * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted while the
   *     checkpoint is read; no file has changed then
   * @throws IOException if the photos cannot be read or the results cannot be written
   */
  public long resume(TrainingTask task, Path directory, ProgressListener listener)
      throws IOException {
    requireTraining(directory);
    Path path = TrainingOutput.checkpoint(directory);
    Checkpoint.Counters counters;
    Adam adam;
    try (WeightsFile file = WeightsFile.open(path)) {
      counters = Checkpoint.check(file, described(task));
      if (counters.steps() > settings.optimization().steps()) {
        throw new WeightsFormatException(
            path,
            String.format(
                Locale.ROOT,
                "has %d steps already, but this training has only %d: set a larger number of steps",
                counters.steps(),
                settings.optimization().steps()));
      }
      adam =
          Checkpoint.read(
              file, task.parameters(), task.state(), settings.optimization().secondDecay());
    }
    return run(task, directory, listener, adam, counters);
  }

  /**
   * Checks that a training can start in a directory, before any long work.
   *
   * @param directory the output directory
   * @throws FileAlreadyExistsException if there is a checkpoint in the directory, or if it is a
   *     file
   */
  public static void requireNoTraining(Path directory) throws FileAlreadyExistsException {
    Path checkpoint = TrainingOutput.checkpoint(directory);
    if (Files.exists(checkpoint)) {
      throw new FileAlreadyExistsException(
          checkpoint.toString(),
          null,
          "this folder has a training: resume it, or train in another folder");
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new FileAlreadyExistsException(
          directory.toString(), null, "is a file: choose a folder for the training");
    }
  }

  /**
   * Checks that there is a training to resume in a directory, before any long work.
   *
   * @param directory the training's directory
   * @throws NoSuchFileException if there is no checkpoint
   */
  public static void requireTraining(Path directory) throws NoSuchFileException {
    Path path = TrainingOutput.checkpoint(directory);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(
          path.toString(), null, "this folder has no training to resume: start a new one");
    }
  }

  private long run(
      TrainingTask task,
      Path directory,
      ProgressListener listener,
      Adam adam,
      Checkpoint.Counters start)
      throws IOException {
    try (TrainingStep step = new TrainingStep(task, settings, adam)) {
      ImageFolder photos = ImageFolder.of(settings.photos().folder());
      ValidationPhotos validation =
          task instanceof PaintingTask painting
              ? new ValidationPhotos(settings.reports().validation(), painting::paint)
              : ValidationPhotos.none();
      validation.tryOut(step.manager());
      try (PhotoBatches batches = settings.batches(photos, start.steps())) {
        awaitPhotos(batches);
        Files.createDirectories(directory);
        try (TrainingOutput output =
                new TrainingOutput(directory, described(task), validation, start.steps());
            TrainingLoop loop =
                new TrainingLoop(task, settings, step, output, batches, listener, start)) {
          return loop.run();
        }
      }
    }
  }

  /** Fails on a folder without images before anything is written. */
  private static void awaitPhotos(PhotoBatches batches) throws IOException {
    try {
      batches.awaitNext();
    } catch (InterruptedException e) {
      // The loop checks the flag and ends with a checkpoint.
      Thread.currentThread().interrupt();
    }
  }

  /** What a checkpoint must match. */
  private Map<String, String> described(TrainingTask task) {
    Map<String, String> all = new LinkedHashMap<>(task.description());
    all.putAll(settings.description());
    return all;
  }
}
