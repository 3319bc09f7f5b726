package io.github.stylizer.train;

import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.train.NamedCrop;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.internal.train.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all trainers share. Not safe for concurrent use.
 *
 * @param <B> the builder itself
 */
public abstract class TrainerBuilder<B extends TrainerBuilder<B>> {
  private @Nullable Path content;
  private int size;
  private int batchSize;
  private long steps;
  private double learningRate = 1e-3;
  private long warmUp = 1;
  private double secondDecay = Adam.SECOND_DECAY;
  private Function<Integer, NamedCrop> crop = TrainerBuilder::center;
  private boolean flipped;
  private double dither = 1e-4;
  private double maximumGradientNorm = 1e4;
  private long seed;
  private long checkpointEvery = 1000;

  /**
   * Creates a builder with the defaults of a method.
   *
   * @param size the side of the training crops in pixels
   * @param batchSize the number of photos per step
   * @param steps the number of steps
   */
  protected TrainerBuilder(int size, int batchSize, long steps) {
    this.size = size;
    this.batchSize = batchSize;
    this.steps = steps;
  }

  /**
   * Returns this object.
   *
   * @return this builder
   */
  protected abstract B self();

  /**
   * Sets the folder of the photos to train on, searched recursively. Files that cannot be read are
   * skipped and counted.
   *
   * @param folder the folder; required
   * @return this builder
   */
  public B content(Path folder) {
    this.content = Objects.requireNonNull(folder, "folder");
    return self();
  }

  /**
   * Sets the size of the square training crops.
   *
   * @param side in pixels, 16 … 4096
   * @return this builder
   */
  public B size(int side) {
    this.size = (int) check("size", side, 16, Crop.MAX_SIDE);
    return self();
  }

  /**
   * Returns the size of the training crops.
   *
   * @return the side in pixels
   */
  protected final int size() {
    return size;
  }

  /**
   * Resizes the photo and crops its center. This is the default unless the trainer documents
   * another.
   *
   * @return this builder
   */
  public B centerCrop() {
    this.crop = TrainerBuilder::center;
    return self();
  }

  private static NamedCrop center(int side) {
    return new NamedCrop("center", Crop.resizedCenter(side));
  }

  /**
   * Crops squares of random size at random positions instead of the center.
   *
   * @param minimum the smallest share of the photo's area, above 0
   * @param maximum the largest share, {@code minimum} … 1
   * @return this builder
   */
  public B randomCrop(double minimum, double maximum) {
    ImageCrop.requireScales(minimum, maximum);
    String name = String.format(Locale.ROOT, "random %s to %s", minimum, maximum);
    this.crop = side -> new NamedCrop(name, Crop.randomResized(side, minimum, maximum));
    return self();
  }

  /**
   * Resizes photos so that the shorter side has a random length, and crops squares at random
   * positions instead of the center.
   *
   * @param minimum the smallest shorter side in pixels, at least {@link #size}
   * @param maximum the largest, at least {@code minimum}
   * @return this builder
   */
  public B randomShorterSide(int minimum, int maximum) {
    if (minimum < 1 || maximum < minimum) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "minimum and maximum of the shorter side must be at least 1 and in this order, but are %d and %d",
              minimum,
              maximum));
    }
    String name = String.format(Locale.ROOT, "random of shorter side %d to %d", minimum, maximum);
    this.crop = side -> new NamedCrop(name, Crop.random(side, minimum, maximum));
    return self();
  }

  /**
   * Sets whether each photo is mirrored left to right with probability 1/2.
   *
   * @param randomly whether photos are mirrored; default false
   * @return this builder
   */
  public B flip(boolean randomly) {
    this.flipped = randomly;
    return self();
  }

  /**
   * Sets the number of photos per step.
   *
   * @param photos 1 … 1024
   * @return this builder
   */
  public B batchSize(int photos) {
    this.batchSize = (int) check("batch size", photos, 1, 1024);
    return self();
  }

  /**
   * Sets the length of the training. A resumed training may be given more steps than before.
   *
   * @param count at least 1
   * @return this builder
   */
  public B steps(long count) {
    this.steps = check("number of steps", count, 1, Long.MAX_VALUE);
    return self();
  }

  /**
   * Sets the learning rate of Adam.
   *
   * @param rate finite, above 0; default 0.001
   * @return this builder
   */
  public B learningRate(double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the learning rate must be a finite number above 0, but is " + rate);
    }
    this.learningRate = rate;
    return self();
  }

  /**
   * Sets the standard deviation of the noise added to the photos, in normalized units (1/255 is
   * about 0.017). Without noise the gradient of a single-color photo may be infinite; with 1e-6 it
   * is finite but ten times as long as that of other photos, with 1e-4 it is comparable.
   *
   * @param deviation 0 … 1; default 1e-4
   * @return this builder
   */
  public B dither(double deviation) {
    if (!(deviation >= 0 && deviation <= 1)) {
      throw new IllegalArgumentException("the dither must be 0 … 1, but is " + deviation);
    }
    this.dither = deviation;
    return self();
  }

  /**
   * Sets the maximum norm of the gradient of all parameters together. Longer gradients are clipped,
   * since Adam would remember them for a thousand steps; steps whose gradient is not finite are
   * always skipped. With the paper's weights the norm is several hundred, but tens of thousands in
   * the first steps.
   *
   * @param norm above 0; infinity to never clip; default 10,000
   * @return this builder
   */
  public B maximumGradientNorm(double norm) {
    if (!(norm > 0)) {
      throw new IllegalArgumentException(
          "the maximum gradient norm must be above 0, but is " + norm);
    }
    this.maximumGradientNorm = norm;
    return self();
  }

  /**
   * Sets the seed of all random choices.
   *
   * @param value any number; default 0
   * @return this builder
   */
  public B seed(long value) {
    this.seed = value;
    return self();
  }

  /**
   * Sets how often a checkpoint is written. One is also written at the end and on an interrupt.
   *
   * @param count steps, at least 1; default 1000
   * @return this builder
   */
  public B checkpointEvery(long count) {
    this.checkpointEvery = check("number of steps between checkpoints", count, 1, Long.MAX_VALUE);
    return self();
  }

  /**
   * Chooses how Adam deviates from the paper.
   *
   * @param decay the decay rate of the second moment, above 0, below 1; 0.999 in the paper
   * @param steps the number of steps over which the learning rate grows to its full value; 1 for
   *     none
   */
  protected final void adam(double decay, long steps) {
    this.secondDecay = decay;
    this.warmUp = steps;
  }

  /**
   * Returns the seed of all random choices.
   *
   * @return the seed
   */
  protected final long seed() {
    return seed;
  }

  /**
   * Returns the number of photos per step.
   *
   * @return at least 1
   */
  protected final int batchSize() {
    return batchSize;
  }

  /**
   * Creates the training.
   *
   * @return the training
   * @throws IllegalArgumentException if no folder of photos was set or the crops are larger than
   *     the photos
   */
  // For this library's own methods: the type is not exported.
  @SuppressWarnings("exports")
  protected final Training training() {
    if (content == null) {
      throw new IllegalArgumentException("training needs a folder of photos: set content");
    }
    return new Training(
        new TrainingSettings(
            new TrainingSettings.Photos(content, crop(), size, dither),
            new TrainingSettings.Optimization(
                batchSize, steps, learningRate, warmUp, secondDecay, maximumGradientNorm, seed),
            new TrainingSettings.Reports(checkpointEvery, picturesEvery(), validation())));
  }

  /** How often validation photos are painted; {@link StyleTrainerBuilder} sets it. */
  long picturesEvery() {
    return 1;
  }

  /** The validation photos; {@link StyleTrainerBuilder} sets them. */
  List<Path> validation() {
    return List.of();
  }

  private NamedCrop crop() {
    NamedCrop square = crop.apply(size);
    return flipped
        ? new NamedCrop(square.name() + ", flipped", square.crop().randomlyFlipped())
        : square;
  }

  static long check(String name, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      String limits = maximum == Long.MAX_VALUE ? "at least " + minimum : minimum + " … " + maximum;
      throw new IllegalArgumentException(
          "the " + name + " must be " + limits + ", but is " + value);
    }
    return value;
  }
}
