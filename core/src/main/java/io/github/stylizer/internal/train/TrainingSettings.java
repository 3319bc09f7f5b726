package io.github.stylizer.internal.train;

import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.train.TrainerBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings common to all trainings, created and checked by {@link TrainerBuilder}.
 *
 * @param photos the training photos
 * @param optimization how parameters are optimized
 * @param reports what is written during the training
 */
public record TrainingSettings(Photos photos, Optimization optimization, Reports reports) {

  /** The name of the one value of {@link #description} that may change on resume. */
  static final String LEARNING_RATE = "learning rate";

  /**
   * The photos of a training.
   *
   * @param folder their folder
   * @param crop cuts squares from them
   * @param size the side of the squares in pixels
   * @param dither the standard deviation of the noise added to them
   */
  public record Photos(Path folder, NamedCrop crop, int size, double dither) {}

  /**
   * How parameters are optimized.
   *
   * @param batchSize the number of photos per step
   * @param steps the number of steps of the whole training
   * @param learningRate of Adam
   * @param warmUp the number of steps over which the learning rate grows to its full value; 1 for a
   *     constant rate
   * @param secondDecay the decay rate of Adam's second moment
   * @param maximumGradientNorm longer gradients are clipped to this norm
   * @param seed the seed of all random choices
   */
  public record Optimization(
      int batchSize,
      long steps,
      double learningRate,
      long warmUp,
      double secondDecay,
      double maximumGradientNorm,
      long seed) {

    /** The learning rate of a step, counted from 0. */
    double learningRate(long step) {
      return learningRate * Math.min(1, (step + 1.0) / warmUp);
    }
  }

  /**
   * What a training writes.
   *
   * @param checkpointEvery steps between checkpoints
   * @param picturesEvery steps between pictures of the validation photos
   * @param validation the photos to paint
   */
  public record Reports(long checkpointEvery, long picturesEvery, List<Path> validation) {}

  /** Starts preparing the batches after {@code done} steps. */
  PhotoBatches batches(ImageFolder folder, long done) {
    return new PhotoBatches(
        folder, photos.crop().crop(), optimization.batchSize(), optimization.seed(), done);
  }

  /** What the result depends on besides the photos and the number of steps. */
  Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("size", Integer.toString(photos.size()));
    description.put("crop", photos.crop().name());
    description.put("batch size", Integer.toString(optimization.batchSize()));
    description.put(LEARNING_RATE, Double.toString(optimization.learningRate()));
    description.put("dither", Double.toString(photos.dither()));
    description.put("maximum gradient norm", Double.toString(optimization.maximumGradientNorm()));
    description.put("seed", Long.toString(optimization.seed()));
    return description;
  }
}
