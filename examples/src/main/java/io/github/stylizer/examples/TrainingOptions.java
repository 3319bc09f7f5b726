package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.Precision;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.train.TrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all trainings share. What is not given is left to the library's defaults. */
final class TrainingOptions {

  /** The smallest share of a photo's area that a random crop takes: 256 of 480 pixels. */
  private static final double SMALLEST_SHARE = 256.0 / 480;

  @Option(
      names = "--content",
      paramLabel = "FOLDER",
      required = true,
      description = "The photos to train on, with all folders in it.")
  private Path content;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where everything goes: network, checkpoint, numbers and pictures.")
  private Path out;

  @Option(names = "--resume", description = "Go on from the checkpoint in --out.")
  private boolean resume;

  @Option(names = "--steps", paramLabel = "N", description = "The length of the training.")
  private @Nullable Long steps;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Side of the squares that are made of the photos, in pixels.")
  private @Nullable Integer size;

  @Option(names = "--batch", paramLabel = "N", description = "How many photos a step takes.")
  private @Nullable Integer batch;

  @Option(
      names = "--crop",
      paramLabel = "center|random",
      description =
          "Resize photos and take their center, or take squares of random size and place.",
      converter = CropConverter.class)
  private @Nullable CropKind crop;

  @Option(
      names = "--flip",
      negatable = true,
      description = "Mirror every other photo, on average, or none.")
  private @Nullable Boolean flip;

  @Option(names = "--learning-rate", paramLabel = "R", description = "The learning rate of Adam.")
  private @Nullable Double learningRate;

  @Option(
      names = "--maximum-gradient-norm",
      paramLabel = "L",
      description = "Shorten gradients that are longer.")
  private @Nullable Double maximumGradientNorm;

  @Option(
      names = "--dither",
      paramLabel = "D",
      description = "Noise on the photos, which keeps the gradients of plain areas finite.")
  private @Nullable Double dither;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of every random choice.")
  private @Nullable Long seed;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Steps between two checkpoints.")
  private @Nullable Long checkpointEvery;

  @Option(
      names = "--bfloat16",
      description =
          "Let VGG compute with 8 significant bits: quicker where the processor has instructions for"
              + " it.")
  private boolean bfloat16;

  /** How a square is made of a photo. */
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

  /** Knows the crops by their names on the command line. */
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
   * Finds out whether the photos can be used, before anything long begins.
   *
   * @throws IOException if there are no photos to train on
   */
  void checkFiles() throws IOException {
    ImageFolder.of(content);
  }

  /**
   * Hands over what was given.
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
