package io.github.stylizer.train;

import io.github.stylizer.internal.loss.LossWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The settings that trainers of networks which paint share: how pictures are compared with photo
 * and painting, and the photos that show how the training goes. Not safe for concurrent use.
 *
 * @param <B> the builder itself
 */
public abstract class StyleTrainerBuilder<B extends StyleTrainerBuilder<B>>
    extends TrainerBuilder<B> {
  private String contentTap;
  private LossWeights weights;
  private long picturesEvery = 500;
  private List<Path> validation = List.of();

  /**
   * Sets what the methods differ in.
   *
   * @param size the side of the squares that are trained on, in pixels
   * @param batchSize how many photos a step takes
   * @param steps how many steps a training has
   * @param contentTap where content is compared
   * @param weights how much each term of the loss counts
   */
  @SuppressWarnings("exports") // Only siblings extend this class.
  protected StyleTrainerBuilder(
      int size, int batchSize, long steps, String contentTap, LossWeights weights) {
    super(size, batchSize, steps);
    this.contentTap = contentTap;
    this.weights = weights;
  }

  /**
   * Chooses where content is compared.
   *
   * @param tap a tap of the extractor; default relu2_2 for a FastNet, the third for a MetaNet
   * @return this builder
   */
  public B contentTap(String tap) {
    this.contentTap = Objects.requireNonNull(tap, "tap");
    return self();
  }

  /**
   * Sets the weight of the content.
   *
   * @param weight 0 … 3.4e38; default 1
   * @return this builder
   */
  public B contentWeight(double weight) {
    this.weights = weights.withContent(weight);
    return self();
  }

  /**
   * Sets the weight of the style.
   *
   * @param weight 0 … 3.4e38; the trainer says its default
   * @return this builder
   */
  public B styleWeight(double weight) {
    this.weights = weights.withStyle(weight);
    return self();
  }

  /**
   * Sets the weight of the total variation, summed over the batch.
   *
   * @param weight 0 … 3.4e38; the trainer says its default
   * @return this builder
   */
  public B totalVariationWeight(double weight) {
    this.weights = weights.withTotalVariation(weight);
    return self();
  }

  /**
   * Sets how often the validation photos are painted. They are also painted at the end.
   *
   * @param count steps, at least 1; default 500
   * @return this builder
   */
  public B picturesEvery(long count) {
    this.picturesEvery = check("number of steps between pictures", count, 1, Long.MAX_VALUE);
    return self();
  }

  /**
   * Sets photos that are painted regularly to show the progress of the training.
   *
   * @param photos files; those with a side of more than 512 pixels are scaled down; default none
   * @return this builder
   */
  public B validation(List<Path> photos) {
    this.validation = List.copyOf(photos);
    return self();
  }

  /**
   * Returns where content is compared.
   *
   * @return the name of a tap, which need not exist
   */
  protected final String contentTap() {
    return contentTap;
  }

  /**
   * Returns how much each term of the loss counts.
   *
   * @return the weights
   */
  @SuppressWarnings("exports")
  protected final LossWeights weights() {
    return weights;
  }

  @Override
  final long picturesEvery() {
    return picturesEvery;
  }

  /**
   * Returns the photos that are painted now and then.
   *
   * @return files, cannot be changed
   */
  @Override
  protected final List<Path> validation() {
    return validation;
  }
}
