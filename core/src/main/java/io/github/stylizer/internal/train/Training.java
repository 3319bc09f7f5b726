package io.github.stylizer.internal.train;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Trains a {@link TrainingTask} on a folder of photos. Into its directory it writes
 *
 * <ul>
 *   <li>{@code checkpoint.safetensors}: all that is needed to go on, replaced in one step;
 *   <li>{@code metrics.jsonl}: a line of JSON for each step, and {@code events.out.tfevents…}: the
 *       same for TensorBoard, with pictures of the validation photos;
 *   <li>{@code pictures}: those pictures as files;
 *   <li>what the task itself saves, such as the network.
 * </ul>
 *
 * A training that goes on from a checkpoint ends bit for bit where one without interruption ends,
 * on one machine with one number of threads and with the same photos. Training uses one device, the
 * one its parameters are on: DJL spreads a batch over several devices only for blocks that own
 * their parameters, which networks with given weights do not.
 *
 * <p>Nobody else may write into the directory meanwhile: what a killed process was writing there is
 * removed at the beginning.
 *
 * <p>An interrupt ends a training in good order after the step at hand. Immutable; may be run more
 * than once, also concurrently, though gradients are computed by one thread at a time.
 */
public final class Training {
  private final TrainingSettings settings;

  public Training(TrainingSettings settings) {
    this.settings = settings;
  }

  /**
   * Says how a network is trained, for the file that it is stored in.
   *
   * @return the numbers that the result depends on, the name of the folder of photos and the
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
   * Trains from the beginning.
   *
   * @param task what is trained
   * @param directory where results go; made if it does not exist
   * @param listener told after each step, on the calling thread; at the end {@link
   *     io.github.stylizer.Progress#stopped} says why, and how many files could not be read
   * @return how many steps are done; fewer than asked for after an interrupt, and then the
   *     interrupt flag of the thread is set
   * @throws FileAlreadyExistsException if there is a checkpoint in the directory, or if it is a
   *     file
   * @throws IOException if the photos cannot be read or the results cannot be written
   */
  public long start(TrainingTask task, Path directory, ProgressListener listener)
      throws IOException {
    requireNoTraining(directory);
    Adam adam = new Adam(task.parameters());
    return run(task, directory, listener, adam, new Checkpoint.Counters(0, 0, 0));
  }

  /**
   * Goes on from the checkpoint in a directory. The number of steps, the learning rate, how often
   * something is written and the validation photos may differ from before, nothing else.
   *
   * @param task what is trained; its parameters get the values of the checkpoint
   * @param directory of the training
   * @param listener told after each step, on the calling thread
   * @return as {@link #start}
   * @throws NoSuchFileException if there is no checkpoint
   * @throws WeightsFormatException if the checkpoint is damaged, that of another training, or
   *     beyond the number of steps
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
            "holds %d steps already, but this training has %d: ask for at least as many"
                .formatted(counters.steps(), settings.optimization().steps()));
      }
      adam = Checkpoint.read(file, task.parameters());
    }
    return run(task, directory, listener, adam, counters);
  }

  /**
   * Finds out whether a training can be started in a directory, before something long is begun.
   *
   * @param directory where results would go
   * @throws FileAlreadyExistsException if there is a checkpoint in the directory, or if it is a
   *     file
   */
  public static void requireNoTraining(Path directory) throws FileAlreadyExistsException {
    Path checkpoint = TrainingOutput.checkpoint(directory);
    if (Files.exists(checkpoint)) {
      throw new FileAlreadyExistsException(
          checkpoint.toString(),
          null,
          "there is a training in this folder: resume it, or train in another folder");
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new FileAlreadyExistsException(
          directory.toString(), null, "is a file; name a folder for the training");
    }
  }

  /**
   * Finds out whether there is a training in a directory, before something long is begun.
   *
   * @param directory of the training
   * @throws NoSuchFileException if there is no checkpoint
   */
  public static void requireTraining(Path directory) throws NoSuchFileException {
    Path path = TrainingOutput.checkpoint(directory);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(
          path.toString(), null, "there is no training to resume in this folder: start one");
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

  /** A folder without any picture ends a training before something is written. */
  private static void awaitPhotos(PhotoBatches batches) throws IOException {
    try {
      batches.awaitNext();
    } catch (InterruptedException e) {
      // The loop ends for it, in good order.
      Thread.currentThread().interrupt();
    }
  }

  /** What a checkpoint must agree on. */
  private Map<String, String> described(TrainingTask task) {
    Map<String, String> all = new LinkedHashMap<>(task.description());
    all.putAll(settings.description());
    return all;
  }
}
