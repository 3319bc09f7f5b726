package io.github.stylizer.train;

import io.github.stylizer.internal.loss.LossWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The settings shared by the trainers of networks that paint: the loss and the validation photos.
 * Not safe for concurrent use.
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
   * Creates a builder with the defaults of a method.
   *
   * @param size the side of the training crops in pixels
   * @param batchSize the number of photos per step
   * @param steps the number of steps
   * @param contentTap the tap at which content is compared
   * @param weights the weights of the loss terms
   */
  @SuppressWarnings("exports") // Only siblings extend this class.
  protected StyleTrainerBuilder(
      int size, int batchSize, long steps, String contentTap, LossWeights weights) {
    super(size, batchSize, steps);
    this.contentTap = contentTap;
    this.weights = weights;
  }

  /**
   * Sets the tap at which content is compared.
   *
   * @param tap a tap of the extractor; default relu2_2 for a FastNet, the third for a MetaNet
   * @return this builder
   */
  public B contentTap(String tap) {
    this.contentTap = Objects.requireNonNull(tap, "tap");
    return self();
  }

  /**
   * Sets the weight of the content loss.
   *
   * @param weight 0 … 3.4e38; default 1
   * @return this builder
   */
  public B contentWeight(double weight) {
    this.weights = weights.withContent(weight);
    return self();
  }

  /**
   * Sets the weight of the style loss.
   *
   * @param weight 0 … 3.4e38; see the trainer for its default
   * @return this builder
   */
  public B styleWeight(double weight) {
    this.weights = weights.withStyle(weight);
    return self();
  }

  /**
   * Sets the weight of the total variation, summed over the batch.
   *
   * @param weight 0 … 3.4e38; see the trainer for its default
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
   * @param photos image files, scaled down if a side has more than 512 pixels; default none
   * @return this builder
   */
  public B validation(List<Path> photos) {
    this.validation = List.copyOf(photos);
    return self();
  }

  /**
   * Returns the tap at which content is compared.
   *
   * @return its name; the extractor may not have it
   */
  protected final String contentTap() {
    return contentTap;
  }

  /**
   * Returns the weights of the loss terms.
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
   * Returns the validation photos.
   *
   * @return image files; unmodifiable
   */
  @Override
  protected final List<Path> validation() {
    return validation;
  }
}
