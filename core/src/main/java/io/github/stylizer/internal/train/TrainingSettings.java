package io.github.stylizer.internal.train;

import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.train.TrainerBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that every training has. Checked by {@link TrainerBuilder}, which makes them.
 *
 * @param photos what is trained on
 * @param optimization how
 * @param reports what is written on the way
 */
public record TrainingSettings(Photos photos, Optimization optimization, Reports reports) {

  /** What a training that is resumed may change. */
  static final String LEARNING_RATE = "learning rate";

  /**
   * The photos of a training.
   *
   * @param folder where they are
   * @param crop makes squares of them
   * @param size the side of the squares in pixels
   * @param dither the standard deviation of the noise on them
   */
  public record Photos(Path folder, NamedCrop crop, int size, double dither) {}

  /**
   * How parameters are optimized.
   *
   * @param batchSize how many photos a step takes
   * @param steps how many steps the whole training has
   * @param learningRate of Adam
   * @param maximumGradientNorm a longer gradient is shortened to this length
   * @param seed decides every random choice
   */
  public record Optimization(
      int batchSize, long steps, double learningRate, double maximumGradientNorm, long seed) {}

  /**
   * What a training writes.
   *
   * @param checkpointEvery steps between checkpoints
   * @param picturesEvery steps between pictures of the validation photos
   * @param validation the photos to paint now and then
   */
  public record Reports(long checkpointEvery, long picturesEvery, List<Path> validation) {}

  /** Starts to prepare the batches of a training of which some steps are done. */
  PhotoBatches batches(ImageFolder folder, long done) {
    return new PhotoBatches(
        folder, photos.crop().crop(), optimization.batchSize(), optimization.seed(), done);
  }

  /** What the result of a training depends on, besides photos and steps. */
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
