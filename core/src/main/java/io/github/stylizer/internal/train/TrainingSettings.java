package io.github.stylizer.internal.train;

import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.train.TrainerBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that every training has. Checked by {@link TrainerBuilder}, which makes it.
 *
 * @param content the folder of photos
 * @param crop makes squares of the photos
 * @param size the side of the squares in pixels
 * @param batchSize how many photos a step takes
 * @param steps how many steps the whole training has
 * @param learningRate of Adam
 * @param dither the standard deviation of the noise on photos
 * @param maximumGradientNorm a longer gradient is shortened to this length
 * @param seed decides every random choice
 * @param checkpointEvery steps between checkpoints
 * @param picturesEvery steps between pictures of the validation photos
 * @param validation the photos to paint now and then
 */
public record TrainingSettings(
    Path content,
    NamedCrop crop,
    int size,
    int batchSize,
    long steps,
    double learningRate,
    double dither,
    double maximumGradientNorm,
    long seed,
    long checkpointEvery,
    long picturesEvery,
    List<Path> validation) {

  /** What a training that goes on may change. */
  static final String LEARNING_RATE = "learning rate";

  /** Starts to prepare the batches of a training of which some steps are done. */
  PhotoBatches batches(ImageFolder photos, long done) {
    return new PhotoBatches(photos, crop.crop(), batchSize, seed, done);
  }

  /** What the result of a training depends on, besides photos and steps. */
  Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("size", Integer.toString(size));
    description.put("crop", crop.name());
    description.put("batch size", Integer.toString(batchSize));
    description.put(LEARNING_RATE, Double.toString(learningRate));
    description.put("dither", Double.toString(dither));
    description.put("maximum gradient norm", Double.toString(maximumGradientNorm));
    description.put("seed", Long.toString(seed));
    return description;
  }
}
