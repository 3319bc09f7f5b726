package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.loss.ContentTap;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.loss.PaletteWeights;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.train.StyleTrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link MetaNet} on photos and paintings, as in Shen et al., arXiv 1709.04111: the
 * gradient of the painted photos' loss flows through the generated weights into the network that
 * generated them.
 *
 * <pre>{@code
 * try (Vgg vgg = Vgg.vgg16();
 *     MetaNet metaNet =
 *         MetaNetTrainer.compact(vgg)
 *             .styles(Path.of("paintings"))
 *             .content(Path.of("photos"))
 *             .build()
 *             .train(Path.of("training"), ProgressListener.NONE)) {
 *   StyleCode code = metaNet.code(painting);
 * }
 * }</pre>
 *
 * <p>Two presets: {@link #paper} and {@link #compact}. Immutable.
 *
 * @see Training
 */
public final class MetaNetTrainer {
  // As in the paper: squares of 256 pixels from pictures with a shorter side of up to 480.
  static final double SMALLEST_SCALE = 256.0 / 480;

  private final MetaNetTraining work;

  private MetaNetTrainer(MetaNetTraining work) {
    this.work = work;
  }

  /**
   * Returns a builder with the paper's settings: base 32 and hidden size 128, 217.7 million
   * parameters; content at the third tap with weight 1, statistics with weight 25, total variation
   * 1e-4; Adam with learning rate 1e-3; 600,000 steps of 8 photos, all in the style of one
   * painting, which changes every 20 steps; squares of 256 pixels, covering 256/480 to all of a
   * picture's area. Meant for a GPU.
   *
   * @param extractor computes statistics and features; the caller closes it
   * @return a builder
   */
  public static Builder paper(FeatureExtractor extractor) {
    return new Builder(extractor, 256, 8, 600_000)
        .randomCrop(SMALLEST_SCALE, 1)
        .totalVariationWeight(1e-4);
  }

  /**
   * Returns a builder for a training that gives a usable network on a CPU within hours: base 24 and
   * hidden size 128, 4.5 million parameters; shared filters with corrections of rank 2, a color
   * head, anti-aliased sampling and normalized statistics; a different painting for each of the 4
   * photos of a step, each encoded once; squares of 128 pixels from photos with a shorter side of
   * 288 to 320; statistics with weight 30, total variation with a weight equal to 0.1 for the mean
   * over a batch; gradients clipped to a norm of 10.
   *
   * @param extractor computes statistics and features; the caller closes it
   * @return a builder
   */
  public static Builder compact(FeatureExtractor extractor) {
    return new Builder(extractor, 128, 4, 40_000)
        .base(24)
        .hidden(128)
        .sharedFilters(2)
        .antialiased(true)
        .colorHead(true)
        .stylePerPhoto(true)
        .styleSteps(1)
        .encodeStylesOnce(true)
        .styleWeight(30)
        .totalVariationWeight(0.1 / (4 * 3 * 128 * 127))
        .randomShorterSide(288, 320)
        .flip(true)
        .maximumGradientNorm(10);
  }

  /**
   * Trains a new network. Besides what {@link Training} writes, {@code network.safetensors} in the
   * directory is the network at the last checkpoint, for {@link MetaNet#load}.
   *
   * @param directory the output directory, created if missing
   * @param listener called for each painting that is encoded in advance and after each step, on the
   *     calling thread
   * @return the network, which the caller closes, and which uses the trainer's encoder, or else its
   *     extractor. After an interrupt, it is the network as trained so far, and the thread's
   *     interrupt flag is set
   * @throws java.nio.file.FileAlreadyExistsException if the directory has a training
   * @throws IOException if no photo or no painting can be read, the initial network does not match,
   *     or the results cannot be written
   */
  public MetaNet train(Path directory, ProgressListener listener) throws IOException {
    Training.requireNoTraining(directory);
    return work.run(task -> work.training().start(task, directory, listener), listener);
  }

  /**
   * Resumes a training from its last checkpoint.
   *
   * @param directory the training's directory
   * @param listener as for {@link #train}
   * @return as {@link #train}
   * @throws java.nio.file.NoSuchFileException if the directory has no training
   * @throws io.github.stylizer.WeightsFormatException if the checkpoint is damaged, or is from a
   *     training with different options
   * @throws IOException as {@link #train}
   */
  public MetaNet resume(Path directory, ProgressListener listener) throws IOException {
    Training.requireTraining(directory);
    return work.run(task -> work.training().resume(task, directory, listener), listener);
  }

  /**
   * Configures a {@link MetaNetTrainer}; {@link MetaNetTrainer#paper} and {@link
   * MetaNetTrainer#compact} set the defaults. Not safe for concurrent use.
   */
  public static final class Builder extends StyleTrainerBuilder<Builder> {
    // Keeps photos and paintings from being drawn in the same order.
    private static final long STYLE_SEED = 0x5354594C45L;

    private final FeatureExtractor extractor;
    private FeatureExtractor encoder;
    private @Nullable Path styles;
    private @Nullable Path initial;
    private int base = 32;
    private int hidden = 128;
    private StyleFilters filters = new GeneratedFilters(false);
    private boolean colorHead;
    private boolean antialiased;
    private boolean stylePerPhoto;
    private long styleSteps = 20;
    private boolean encodeStylesOnce;
    private double gramWeight;
    private double colorWeight;
    private double steadinessWeight;
    private List<Path> validationStyles = List.of();

    private Builder(FeatureExtractor extractor, int size, int batchSize, long steps) {
      super(
          size,
          batchSize,
          steps,
          ContentTap.of(Objects.requireNonNull(extractor, "extractor")),
          new LossWeights(1, 25, 0));
      this.extractor = extractor;
      this.encoder = extractor;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Sets the folder of the paintings to learn from, searched recursively. Files that cannot be
     * read are skipped.
     *
     * @param folder the folder; required
     * @return this builder
     */
    public Builder styles(Path folder) {
      this.styles = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /**
     * Starts from an existing network of the same sizes instead of random weights. If only this
     * training uses {@link #unitFilters}, the network's filters are scaled from the first step.
     *
     * @param file as for {@link MetaNet#load}
     * @return this builder
     */
    public Builder initial(Path file) {
      this.initial = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Sets a different extractor for the network to read paintings with; the loss keeps its own.
     * The bundled network was trained so: it reads paintings with {@code Vgg.compact()}, and the
     * loss is VGG-19's.
     *
     * @param reader computes the statistics of paintings; the caller closes it
     * @return this builder
     */
    public Builder encoder(FeatureExtractor reader) {
      this.encoder = Objects.requireNonNull(reader, "reader");
      return this;
    }

    /**
     * Sets the size of the transform network.
     *
     * @param channels the channels of its first convolution, see {@link TransformNet}
     * @return this builder
     */
    public Builder base(int channels) {
      this.base = TransformNet.of(channels).base();
      return this;
    }

    /**
     * Sets the size of the hidden layer.
     *
     * @param size the hidden units for each of the 14 generated convolutions, or with {@link
     *     #sharedFilters} all of them, 1 … 4096
     * @return this builder
     */
    public Builder hidden(int size) {
      this.hidden = (int) requireCount("hidden size", size, MetaNetArchitecture.MAXIMUM_HIDDEN);
      return this;
    }

    /**
     * Sets whether generated filters are scaled to unit length. The instance norm after them
     * cancels their length, so without scaling nothing keeps them from growing at every step.
     * Replaces {@link #sharedFilters}.
     *
     * @param scaled whether filters are scaled; false in the paper
     * @return this builder
     */
    public Builder unitFilters(boolean scaled) {
      this.filters = new GeneratedFilters(scaled);
      return this;
    }

    /**
     * Lets all styles share the filters: a style writes scale and shift of every instance norm, and
     * corrects each kernel between the first and the last convolution by a matrix of low rank. Such
     * a network is smaller and learns faster than one that generates its filters. Replaces {@link
     * #unitFilters}.
     *
     * @param rank of the corrections, 0 … 64; 0 for none
     * @return this builder
     * @throws IllegalArgumentException if the rank is out of range
     */
    public Builder sharedFilters(int rank) {
      this.filters = new SharedFilters(rank);
      return this;
    }

    /**
     * Sets whether every style also has a matrix and an offset for the colors of the result.
     * Without them palettes stay washed out, because all styles share the last convolution.
     *
     * @param added whether styles have them; false in the paper
     * @return this builder
     */
    public Builder colorHead(boolean added) {
      this.colorHead = added;
      return this;
    }

    /**
     * Sets whether the transform network samples without aliasing: it blurs before each stride and
     * upsamples bilinearly. Flat areas then get no pattern of four pixels, and films flicker less.
     *
     * @param blurred whether it does; false in the paper
     * @return this builder
     */
    public Builder antialiased(boolean blurred) {
      this.antialiased = blurred;
      return this;
    }

    /**
     * Sets whether each photo of a batch is painted in the style of a different painting, instead
     * of all in the same style.
     *
     * @param own whether paintings differ; false in the paper
     * @return this builder
     */
    public Builder stylePerPhoto(boolean own) {
      this.stylePerPhoto = own;
      return this;
    }

    /**
     * Sets the number of steps before paintings change.
     *
     * @param count at least 1; 20 in the paper
     * @return this builder
     */
    public Builder styleSteps(long count) {
      this.styleSteps = requireCount("number of steps per style", count, Long.MAX_VALUE);
      return this;
    }

    /**
     * Sets whether each painting is encoded once, before training, as the square at its center,
     * instead of a new square of random size and position every time. A new network then normalizes
     * statistics by their mean and standard deviation over all paintings.
     *
     * @param once whether paintings are encoded once; false in the paper
     * @return this builder
     */
    public Builder encodeStylesOnce(boolean once) {
      this.encodeStylesOnce = once;
      return this;
    }

    /**
     * Sets the weight of the distance of the Gram matrices of the first two taps, times 10,000.
     * They tell which colors and textures are beside each other, which means and standard
     * deviations do not.
     *
     * @param weight 0 … 3.4e38; default 0, as in the paper; 0.3 for the bundled network
     * @return this builder
     */
    public Builder gramWeight(double weight) {
      this.gramWeight = new PaletteWeights(weight, 0).gram();
      return this;
    }

    /**
     * Sets the weight of the sliced Wasserstein distance of the colors: whether the picture has the
     * painting's palette.
     *
     * @param weight 0 … 3.4e38; default 0, as in the paper; 10 for the bundled network
     * @return this builder
     */
    public Builder colorWeight(double weight) {
      this.colorWeight = new PaletteWeights(0, weight).color();
      return this;
    }

    /**
     * Sets the weight of the difference between the picture of a photo and that of the same photo
     * without its first one to three columns and rows. It makes films steadier, and a step take
     * about a third longer.
     *
     * @param weight 0 … 3.4e38; default 0
     * @return this builder
     */
    public Builder steadinessWeight(double weight) {
      this.steadinessWeight = PerceptualLoss.requireWeight("weight of the steadiness", weight);
      return this;
    }

    /**
     * Sets the paintings in whose styles the validation photos are painted, side by side.
     *
     * @param paintings image files; default none; needed if and only if there are validation photos
     * @return this builder
     */
    public Builder validationStyles(List<Path> paintings) {
      this.validationStyles = List.copyOf(paintings);
      return this;
    }

    private static long requireCount(String name, long value, long maximum) {
      if (value < 1 || value > maximum) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the %s must be at least 1%s, but is %d",
                name,
                maximum == Long.MAX_VALUE ? "" : " and at most " + maximum,
                value));
      }
      return value;
    }

    /**
     * Creates the trainer.
     *
     * @return the trainer
     * @throws IllegalArgumentException if photos or paintings are missing, a tap does not exist, or
     *     only one of validation photos and validation styles is set, or photos are too small to be
     *     shifted
     */
    public MetaNetTrainer build() {
      if (styles == null) {
        throw new IllegalArgumentException("training needs a folder of paintings: set styles");
      }
      if (validationStyles.isEmpty() != validation().isEmpty()) {
        throw new IllegalArgumentException(
            "validation photos and validation paintings need each other: set both or neither");
      }
      if (steadinessWeight != 0 && size() < Steadiness.MINIMUM_SIDE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the loss of steadiness needs photos of at least %d pixels, but the size is %d",
                Steadiness.MINIMUM_SIDE,
                size()));
      }
      // Rejects inconsistent sizes.
      MetaNetArchitecture architecture =
          new MetaNetArchitecture(
              base, hidden, new StyleStatistics(encoder).length(), filters, colorHead, antialiased);
      StyleSchedule schedule =
          new StyleSchedule(stylePerPhoto ? batchSize() : 1, styleSteps, seed() ^ STYLE_SEED);
      MetaNetOptions options =
          new MetaNetOptions(
              initial,
              architecture,
              contentTap(),
              weights(),
              new PaletteWeights(gramWeight, colorWeight),
              steadinessWeight,
              new MetaNetOptions.Styles(styles, schedule, encodeStylesOnce),
              validationStyles,
              seed());
      // Rejects an unknown tap.
      options.loss(extractor);
      return new MetaNetTrainer(new MetaNetTraining(extractor, encoder, options, training()));
    }
  }
}
