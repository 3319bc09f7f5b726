package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.train.TrainerBuilder;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Describes an {@link EncoderTrainer}; {@link EncoderTrainer#of} sets the defaults. Not safe for
 * concurrent use.
 */
public final class EncoderTrainerBuilder extends TrainerBuilder<EncoderTrainerBuilder> {
  private final Path network;
  private final FeatureExtractor extractor;
  private Path pictures;
  private Path initial;

  EncoderTrainerBuilder(
      Path network, FeatureExtractor extractor, int size, int batchSize, long steps) {
    super(size, batchSize, steps);
    this.network = Objects.requireNonNull(network, "network");
    this.extractor = Objects.requireNonNull(extractor, "extractor");
  }

  @Override
  protected EncoderTrainerBuilder self() {
    return this;
  }

  /**
   * Names the pictures to learn from, paintings and photos: a folder, with all folders in it. Files
   * that cannot be read are skipped and counted.
   *
   * @param folder the folder; required
   * @return this builder
   */
  @Override
  public EncoderTrainerBuilder content(Path folder) {
    this.pictures = folder;
    return super.content(folder);
  }

  /**
   * Begins with the encoder of a file instead of random numbers.
   *
   * @param file for {@link CompactEncoder#load}
   * @return this builder
   */
  public EncoderTrainerBuilder initial(Path file) {
    this.initial = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Makes the trainer.
   *
   * @return the trainer
   * @throws IllegalArgumentException if there is no folder of pictures, the squares are larger than
   *     the pictures, or there are validation photos, which an encoder cannot paint
   */
  public EncoderTrainer build() {
    if (!validation().isEmpty()) {
      throw new IllegalArgumentException("an encoder paints no validation photos: set none");
    }
    Training training = training();
    return new EncoderTrainer(network, extractor, pictures, initial, seed(), training);
  }
}
