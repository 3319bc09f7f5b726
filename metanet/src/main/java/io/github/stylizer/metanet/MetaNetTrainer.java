package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.train.StyleTrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link MetaNet} on photos and paintings, as Shen et al., arXiv 1709.04111, do: the loss
 * of the painted photos flows through the generated weights into the network that wrote them.
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
  // The paper's: squares of 256 pixels of pictures whose shorter side is up to 480.
  static final double SMALLEST_SCALE = 256.0 / 480;

  private final MetaNetTraining work;

  private MetaNetTrainer(MetaNetTraining work) {
    this.work = work;
  }

  /**
   * Starts to describe a training with the paper's numbers: base 32 with a hidden size of 128,
   * 217.7 million parameters; content at the third tap with weight 1, statistics with weight 25,
   * total variation 1e-4; Adam with learning rate 1e-3, 600,000 steps of 8 photos, all painted like
   * one painting, which changes every 20 steps; squares of 256 pixels, of 256/480 to all of a
   * picture's area. It needs a GPU or much patience.
   *
   * @param extractor computes statistics and features; stays the caller's
   * @return a builder
   */
  public static Builder paper(FeatureExtractor extractor) {
    return new Builder(extractor, 256, 8, 600_000)
        .randomCrop(SMALLEST_SCALE, 1)
        .totalVariationWeight(1e-4);
  }

  /**
   * Starts to describe a training that gives a usable network on a CPU within hours: base 16 with a
   * hidden size of 16, 7.5 million parameters; filters of unit length, a color head and normalized
   * statistics; a painting of its own for each of the 4 photos of a step, each encoded once;
   * squares of 128 pixels of photos with a shorter side of 288 to 320; statistics with weight 30,
   * total variation as 0.1 for the mean over all numbers of a batch; gradients no longer than 10.
   *
   * @param extractor computes statistics and features; stays the caller's
   * @return a builder
   */
  public static Builder compact(FeatureExtractor extractor) {
    return new Builder(extractor, 128, 4, 40_000)
        .base(16)
        .hidden(16)
        .unitFilters(true)
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
   * @param directory where everything goes; made if it does not exist
   * @param listener told after each step, and of paintings that are encoded before, on the calling
   *     thread
   * @return the network, which the caller closes and whose extractor is the one that the trainer
   *     reads paintings by. After an interrupt it is what was trained so far, and the interrupt
   *     flag of the thread is set
   * @throws java.nio.file.FileAlreadyExistsException if there is a training in the directory
   * @throws IOException if no photo or no painting can be read, the network to begin with is not
   *     such a network, or the results cannot be written
   */
  public MetaNet train(Path directory, ProgressListener listener) throws IOException {
    Training.requireNoTraining(directory);
    return work.run(task -> work.training().start(task, directory, listener), listener);
  }

  /**
   * Goes on with a training from its last checkpoint.
   *
   * @param directory of the training
   * @param listener told as by {@link #train}
   * @return as {@link #train}
   * @throws java.nio.file.NoSuchFileException if there is no training in the directory
   * @throws io.github.stylizer.WeightsFormatException if the checkpoint is damaged, or was made
   *     with other options
   * @throws IOException as {@link #train}
   */
  public MetaNet resume(Path directory, ProgressListener listener) throws IOException {
    Training.requireTraining(directory);
    return work.run(task -> work.training().resume(task, directory, listener), listener);
  }

  /**
   * Describes a {@link MetaNetTrainer}; {@link MetaNetTrainer#paper} and {@link
   * MetaNetTrainer#compact} set the defaults. Not safe for concurrent use.
   */
  public static final class Builder extends StyleTrainerBuilder<Builder> {
    // Lest photos and paintings are drawn in the same order.
    private static final long STYLE_SEED = 0x5354594C45L;

    private final FeatureExtractor extractor;
    private FeatureExtractor encoder;
    private @Nullable Path styles;
    private @Nullable Path initial;
    private int base = 32;
    private int hidden = 128;
    private boolean unitFilters;
    private boolean colorHead;
    private boolean stylePerPhoto;
    private long styleSteps = 20;
    private boolean encodeStylesOnce;
    private List<Path> validationStyles = List.of();

    private Builder(FeatureExtractor extractor, int size, int batchSize, long steps) {
      super(size, batchSize, steps, thirdTap(extractor), new LossWeights(1, 25, 0));
      this.extractor = extractor;
      this.encoder = extractor;
    }

    /** relu3_3 of a VGG-16; an extractor with fewer taps compares at its last. */
    private static String thirdTap(FeatureExtractor extractor) {
      List<String> taps = Objects.requireNonNull(extractor, "extractor").taps();
      return taps.get(Math.min(2, taps.size() - 1));
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Names the paintings to learn from: a folder, with all folders in it. Files that cannot be
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
     * Begins with the network of a file, of the same sizes, instead of random numbers. Without
     * {@link #unitFilters} in the file, but in this training, its filters are scaled from the
     * beginning.
     *
     * @param file for {@link MetaNet#load}
     * @return this builder
     */
    public Builder initial(Path file) {
      this.initial = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Lets the network read paintings by another extractor than the one that its pictures are
     * compared with them by: by a {@link CompactEncoder}, so that it learns what that one sees, and
     * {@link #initial} with the network that an {@link EncoderTrainer} made for it.
     *
     * @param reader what paintings are read by; stays the caller's
     * @return this builder
     */
    public Builder encoder(FeatureExtractor reader) {
      this.encoder = Objects.requireNonNull(reader, "reader");
      return this;
    }

    /**
     * Sets the size of the transform network.
     *
     * @param channels of its first convolution, see {@link TransformNet}
     * @return this builder
     */
    public Builder base(int channels) {
      this.base = TransformNet.of(channels).base();
      return this;
    }

    /**
     * Sets the size of the hidden layer.
     *
     * @param size how many numbers each of the 14 generated convolutions is made from, 1 … 4096
     * @return this builder
     */
    public Builder hidden(int size) {
      this.hidden = (int) requireCount("hidden size", size, MetaNetArchitecture.MAXIMUM_HIDDEN);
      return this;
    }

    /**
     * Chooses whether every generated filter is scaled to unit length. The pictures of a network
     * are the same with any scale, because an instance norm follows, and for that reason nothing
     * keeps the filters from growing at each step without it.
     *
     * @param scaled whether; the paper has it not
     * @return this builder
     */
    public Builder unitFilters(boolean scaled) {
      this.unitFilters = scaled;
      return this;
    }

    /**
     * Chooses whether every style also has a matrix and an offset for the colors of the result.
     * Without them the palettes of paintings stay washed out, because the last convolution is the
     * same for all.
     *
     * @param added whether; the paper has it not
     * @return this builder
     */
    public Builder colorHead(boolean added) {
      this.colorHead = added;
      return this;
    }

    /**
     * Chooses whether each photo of a batch is painted like a painting of its own, instead of all
     * like one.
     *
     * @param own whether
     * @return this builder
     */
    public Builder stylePerPhoto(boolean own) {
      this.stylePerPhoto = own;
      return this;
    }

    /**
     * Sets for how many steps paintings are kept.
     *
     * @param count at least 1; 20 in the paper
     * @return this builder
     */
    public Builder styleSteps(long count) {
      this.styleSteps = requireCount("number of steps of a style", count, Long.MAX_VALUE);
      return this;
    }

    /**
     * Chooses whether each painting is encoded once, before the training begins, as the square of
     * its center, instead of a new square of random size and place every time. The statistics of a
     * new network are then normalized with the mean and the standard deviation over all paintings.
     *
     * @param once whether
     * @return this builder
     */
    public Builder encodeStylesOnce(boolean once) {
      this.encodeStylesOnce = once;
      return this;
    }

    /**
     * Names paintings that the validation photos are painted like, side by side.
     *
     * @param paintings files; default none, and then no photo is painted
     * @return this builder
     */
    public Builder validationStyles(List<Path> paintings) {
      this.validationStyles = List.copyOf(paintings);
      return this;
    }

    private static long requireCount(String name, long value, long maximum) {
      if (value < 1 || value > maximum) {
        throw new IllegalArgumentException(
            "the %s must be at least 1%s, but is %d"
                .formatted(
                    name, maximum == Long.MAX_VALUE ? "" : " and at most " + maximum, value));
      }
      return value;
    }

    /**
     * Makes the trainer.
     *
     * @return the trainer
     * @throws IllegalArgumentException if photos or paintings are missing, a tap does not exist, or
     *     there are validation photos without paintings or the other way round
     */
    public MetaNetTrainer build() {
      if (styles == null) {
        throw new IllegalArgumentException("a training needs a folder of paintings: set styles");
      }
      if (validationStyles.isEmpty() != validation().isEmpty()) {
        throw new IllegalArgumentException(
            "validation photos need paintings that they are painted like, and the other way round:"
                + " set validation and validationStyles, or neither");
      }
      // Finds sizes that do not fit.
      MetaNetArchitecture architecture =
          new MetaNetArchitecture(
              base, hidden, new StyleStatistics(encoder).length(), unitFilters, colorHead);
      StyleSchedule schedule =
          new StyleSchedule(stylePerPhoto ? batchSize() : 1, styleSteps, seed() ^ STYLE_SEED);
      MetaNetOptions options =
          new MetaNetOptions(
              initial,
              architecture,
              contentTap(),
              weights(),
              new MetaNetOptions.Styles(styles, schedule, encodeStylesOnce),
              validationStyles,
              seed());
      // Finds a tap that does not exist.
      options.loss(extractor);
      return new MetaNetTrainer(new MetaNetTraining(extractor, encoder, options, training()));
    }
  }
}
