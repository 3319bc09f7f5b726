package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trains step by step, and writes checkpoints, metrics and pictures. */
final class TrainingLoop implements AutoCloseable {
  private static final int MAXIMUM_SKIPPED = 100;

  private final TrainingTask task;
  private final TrainingSettings settings;
  private final ProgressListener listener;
  private final TrainingOutput output;
  private final TrainingStep step;
  private final PhotoBatches batches;
  private final NDManager manager;
  private final @Nullable NDArray dither;
  private final double secondsBefore;
  private final long began = System.nanoTime();
  private long done;
  private long skipped;
  private int skippedInARow;
  private Map<String, Double> losses = Map.of();

  /**
   * Creates the loop of a new or resumed training.
   *
   * @param batches the batches after the completed steps
   * @param start the counters of the completed steps, zeros for a new training
   */
  TrainingLoop(
      TrainingTask task,
      TrainingSettings settings,
      TrainingStep step,
      TrainingOutput output,
      PhotoBatches batches,
      ProgressListener listener,
      Checkpoint.Counters start) {
    this.task = task;
    this.settings = settings;
    this.step = step;
    this.output = output;
    this.batches = batches;
    this.listener = listener;
    this.done = start.steps();
    this.skipped = start.skipped();
    this.secondsBefore = start.seconds();
    this.manager = step.manager().newSubManager();
    this.dither = noise();
  }

  // In a single-color photo all variances are 0, so the backward pass of every instance norm
  // multiplies by 1/sqrt(1e-5). Invisible noise keeps the gradient finite. It is the same at every
  // step, so checkpoints need not store it.
  private @Nullable NDArray noise() {
    if (settings.photos().dither() == 0) {
      return null;
    }
    int side = settings.photos().size();
    return new RandomTensors(settings.optimization().seed(), manager)
        .normal(new Shape(1, 3, side, side), settings.photos().dither());
  }

  /**
   * Trains to the last step, or until the thread is interrupted.
   *
   * @return the number of completed steps
   * @throws IOException if photos cannot be read or results cannot be written
   */
  long run() throws IOException {
    report(null);
    boolean interrupted = false;
    long steps = settings.optimization().steps();
    while (done < steps && !interrupted) {
      try {
        oneStep();
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted || done == steps || done % settings.reports().checkpointEvery() == 0) {
        checkpoint();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    report(ending(interrupted));
    return done;
  }

  private String ending(boolean interrupted) {
    String ending =
        interrupted ? "interrupted after " + done + " steps" : "finished " + done + " steps";
    Map<Path, String> unreadable = batches.unreadable();
    return unreadable.isEmpty()
        ? ending
        : String.format(
            Locale.ROOT,
            "%s; unreadable files skipped: %d, the first: %s",
            ending,
            unreadable.size(),
            unreadable.values().iterator().next());
  }

  private void oneStep() throws IOException, InterruptedException {
    List<BufferedImage> photos = batches.next();
    TrainingStep.Outcome outcome;
    try (NDManager scratch = manager.newSubManager();
        StepLoss loss = task.step(done)) {
      NDArray batch = ImageTensors.fromImages(scratch, photos);
      double rate = settings.optimization().learningRate(done);
      outcome = step.run(loss, dither == null ? batch : batch.add(dither), rate);
    }
    task.completed(done);
    done++;
    guard(outcome);
    losses = outcome.losses();
    output.numbers(done, numbers(outcome));
    report(null);
    if (done % settings.reports().picturesEvery() == 0 || done == settings.optimization().steps()) {
      output.pictures(done, manager);
    }
  }

  private void guard(TrainingStep.Outcome outcome) throws IOException {
    skippedInARow = outcome.skipped() ? skippedInARow + 1 : 0;
    skipped += outcome.skipped() ? 1 : 0;
    if (skippedInARow == MAXIMUM_SKIPPED) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              ("training diverged: %d consecutive gradients were not finite or longer than 1e18, up to step %d;"
                  + " resume from the last checkpoint with a lower learning rate"),
              MAXIMUM_SKIPPED,
              done));
    }
  }

  private Map<String, Double> numbers(TrainingStep.Outcome outcome) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    outcome.losses().forEach((term, value) -> numbers.put(term.replace(' ', '_'), value));
    numbers.put("gradient_norm", outcome.gradientNorm());
    numbers.putAll(outcome.measures());
    numbers.put("skipped_steps", (double) skipped);
    numbers.put("unreadable_photos", (double) batches.unreadable().size());
    numbers.put("seconds", seconds());
    numbers.put("data_wait_seconds", batches.waited().toNanos() / 1e9);
    return numbers;
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - began) / 1e9;
  }

  private void report(@Nullable String stopReason) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    listener.onProgress(
        new Progress(
            "training", done, settings.optimization().steps(), losses, elapsed, null, stopReason));
  }

  private void checkpoint() throws IOException {
    output.checkpoint(
        task, step.optimizerState(), new Checkpoint.Counters(done, skipped, seconds()));
  }

  @Override
  public void close() {
    manager.close();
  }
}
