package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.Precision;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.train.TrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all trainings share. Options not given keep the library's defaults. */
final class TrainingOptions {

  /** The smallest random crop relative to the photo's side: 256 of 480 pixels. */
  private static final double SMALLEST_SHARE = 256.0 / 480;

  @Option(
      names = "--content",
      paramLabel = "FOLDER",
      required = true,
      description = "Photos to train on, including subfolders.")
  private Path content;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Output folder for the network, checkpoint, metrics and pictures.")
  private Path out;

  @Option(names = "--resume", description = "Resume from the checkpoint in --out.")
  private boolean resume;

  @Option(names = "--steps", paramLabel = "N", description = "Number of training steps.")
  private @Nullable Long steps;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Side of the square training crops in pixels.")
  private @Nullable Integer size;

  @Option(names = "--batch", paramLabel = "N", description = "Photos per step.")
  private @Nullable Integer batch;

  @Option(
      names = "--crop",
      paramLabel = "center|random",
      description =
          "Resize photos and crop the center, or crop squares of random size and position.",
      converter = CropConverter.class)
  private @Nullable CropKind crop;

  @Option(
      names = "--flip",
      negatable = true,
      description = "Mirror half of the photos at random, or none.")
  private @Nullable Boolean flip;

  @Option(names = "--learning-rate", paramLabel = "R", description = "Learning rate of Adam.")
  private @Nullable Double learningRate;

  @Option(
      names = "--maximum-gradient-norm",
      paramLabel = "L",
      description = "Clip longer gradients to this norm.")
  private @Nullable Double maximumGradientNorm;

  @Option(
      names = "--dither",
      paramLabel = "D",
      description =
          "Noise added to the photos, which keeps gradients of single-color photos finite.")
  private @Nullable Double dither;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices.")
  private @Nullable Long seed;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Steps between checkpoints.")
  private @Nullable Long checkpointEvery;

  @Option(
      names = "--bfloat16",
      description =
          "Compute VGG with 8 significant bits: faster on processors with instructions for it.")
  private boolean bfloat16;

  /** How a square is cropped from a photo. */
  enum CropKind {
    CENTER,
    RANDOM;

    private void configure(TrainerBuilder<?> builder) {
      if (this == CENTER) {
        builder.centerCrop();
      } else {
        builder.randomCrop(SMALLEST_SHARE * SMALLEST_SHARE, 1);
      }
    }
  }

  /** Parses the names of crops. */
  static final class CropConverter extends NameConverter<CropKind> {
    CropConverter() {
      super(CropKind.values());
    }
  }

  Path out() {
    return out;
  }

  boolean resume() {
    return resume;
  }

  Precision precision() {
    return bfloat16 ? Precision.BFLOAT16 : Precision.FLOAT32;
  }

  /**
   * Checks the photos before any long work.
   *
   * @throws IOException if there are no photos to train on
   */
  void checkFiles() throws IOException {
    ImageFolder.of(content);
  }

  /**
   * Passes the given options on.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  void configure(TrainerBuilder<?> builder) {
    builder.content(content);
    ifGiven(steps, builder::steps);
    ifGiven(size, builder::size);
    ifGiven(batch, builder::batchSize);
    ifGiven(crop, kind -> kind.configure(builder));
    ifGiven(flip, builder::flip);
    ifGiven(learningRate, builder::learningRate);
    ifGiven(maximumGradientNorm, builder::maximumGradientNorm);
    ifGiven(dither, builder::dither);
    ifGiven(seed, builder::seed);
    ifGiven(checkpointEvery, builder::checkpointEvery);
  }
}
