package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.train.TrainerBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Describes a {@link MetaNetTrainer}; {@link MetaNetTrainer#paper} and {@link
 * MetaNetTrainer#compact} set the defaults. Not safe for concurrent use.
 */
public final class MetaNetTrainerBuilder extends TrainerBuilder<MetaNetTrainerBuilder> {
  private final FeatureExtractor extractor;
  private FeatureExtractor encoder;
  private Path styles;
  private Path initial;
  private int base = 32;
  private int hidden = 128;
  private boolean unitFilters;
  private boolean colorHead;
  private String contentTap;
  private double contentWeight = 1;
  private double styleWeight = 25;
  private double totalVariationWeight;
  private boolean stylePerPhoto;
  private long styleSteps = 20;
  private boolean encodeStylesOnce;
  private List<Path> validationStyles = List.of();

  MetaNetTrainerBuilder(FeatureExtractor extractor, int size, int batchSize, long steps) {
    super(size, batchSize, steps);
    this.extractor = Objects.requireNonNull(extractor, "extractor");
    this.encoder = extractor;
    // relu3_3 of a VGG-16; an extractor with fewer taps compares at its last.
    List<String> taps = extractor.taps();
    this.contentTap = taps.get(Math.min(2, taps.size() - 1));
  }

  @Override
  protected MetaNetTrainerBuilder self() {
    return this;
  }

  /**
   * Names the paintings to learn from: a folder, with all folders in it. Files that cannot be read
   * are skipped.
   *
   * @param folder the folder; required
   * @return this builder
   */
  public MetaNetTrainerBuilder styles(Path folder) {
    this.styles = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /**
   * Begins with the network of a file, of the same sizes, instead of random numbers. Without {@link
   * #unitFilters} in the file, but in this training, its filters are scaled from the beginning.
   *
   * @param file for {@link MetaNet#load}
   * @return this builder
   */
  public MetaNetTrainerBuilder initial(Path file) {
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
  public MetaNetTrainerBuilder encoder(FeatureExtractor reader) {
    this.encoder = Objects.requireNonNull(reader, "reader");
    return this;
  }

  /**
   * Sets the size of the transform network.
   *
   * @param channels of its first convolution, see {@link TransformNet}
   * @return this builder
   */
  public MetaNetTrainerBuilder base(int channels) {
    this.base = TransformNet.of(channels).base();
    return this;
  }

  /**
   * Sets the size of the hidden layer.
   *
   * @param size how many numbers each of the 14 generated convolutions is made from, 1 … 4096
   * @return this builder
   */
  public MetaNetTrainerBuilder hidden(int size) {
    this.hidden = (int) requireCount("hidden size", size, MetaNetArchitecture.MAXIMUM_HIDDEN);
    return this;
  }

  /**
   * Chooses whether every generated filter is scaled to unit length. The pictures of a network are
   * the same with any scale, because an instance norm follows, and for that reason nothing keeps
   * the filters from growing at each step without it.
   *
   * @param scaled whether; the paper has it not
   * @return this builder
   */
  public MetaNetTrainerBuilder unitFilters(boolean scaled) {
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
  public MetaNetTrainerBuilder colorHead(boolean added) {
    this.colorHead = added;
    return this;
  }

  /**
   * Chooses where content is compared.
   *
   * @param tap a tap of the extractor; default its third, relu3_3 of a VGG-16
   * @return this builder
   */
  public MetaNetTrainerBuilder contentTap(String tap) {
    this.contentTap = Objects.requireNonNull(tap, "tap");
    return this;
  }

  /**
   * Sets the weight of the content.
   *
   * @param weight 0 … 3.4e38; default 1
   * @return this builder
   */
  public MetaNetTrainerBuilder contentWeight(double weight) {
    this.contentWeight = PerceptualLoss.requireWeight("content weight", weight);
    return this;
  }

  /**
   * Sets the weight of the style.
   *
   * @param weight 0 … 3.4e38
   * @return this builder
   */
  public MetaNetTrainerBuilder styleWeight(double weight) {
    this.styleWeight = PerceptualLoss.requireWeight("style weight", weight);
    return this;
  }

  /**
   * Sets the weight of the total variation, summed over the batch.
   *
   * @param weight 0 … 3.4e38
   * @return this builder
   */
  public MetaNetTrainerBuilder totalVariationWeight(double weight) {
    this.totalVariationWeight = PerceptualLoss.requireWeight("total variation weight", weight);
    return this;
  }

  /**
   * Chooses whether each photo of a batch is painted like a painting of its own, instead of all
   * like one.
   *
   * @param own whether
   * @return this builder
   */
  public MetaNetTrainerBuilder stylePerPhoto(boolean own) {
    this.stylePerPhoto = own;
    return this;
  }

  /**
   * Sets for how many steps paintings are kept.
   *
   * @param count at least 1; 20 in the paper
   * @return this builder
   */
  public MetaNetTrainerBuilder styleSteps(long count) {
    this.styleSteps = requireCount("number of steps of a style", count, Long.MAX_VALUE);
    return this;
  }

  /**
   * Chooses whether each painting is encoded once, before the training begins, as the square of its
   * center, instead of a new square of random size and place every time. The statistics of a new
   * network are then normalized with the mean and the standard deviation over all paintings.
   *
   * @param once whether
   * @return this builder
   */
  public MetaNetTrainerBuilder encodeStylesOnce(boolean once) {
    this.encodeStylesOnce = once;
    return this;
  }

  /**
   * Names paintings that the validation photos are painted like, side by side.
   *
   * @param paintings files; default none, and then no photo is painted
   * @return this builder
   */
  public MetaNetTrainerBuilder validationStyles(List<Path> paintings) {
    this.validationStyles = List.copyOf(paintings);
    return this;
  }

  private static long requireCount(String name, long value, long maximum) {
    if (value < 1 || value > maximum) {
      throw new IllegalArgumentException(
          "the %s must be at least 1%s, but is %d"
              .formatted(name, maximum == Long.MAX_VALUE ? "" : " and at most " + maximum, value));
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
    MetaNetOptions options =
        new MetaNetOptions(
            styles,
            initial,
            base,
            hidden,
            unitFilters,
            colorHead,
            contentTap,
            contentWeight,
            styleWeight,
            totalVariationWeight,
            stylePerPhoto ? batchSize() : 1,
            styleSteps,
            encodeStylesOnce,
            StyleStatistics.SIZE,
            validationStyles,
            seed());
    // Finds sizes that do not fit and a tap that does not exist.
    options.architecture(new StyleStatistics(encoder).length());
    options.loss(extractor);
    return new MetaNetTrainer(extractor, encoder, options, training());
  }
}
