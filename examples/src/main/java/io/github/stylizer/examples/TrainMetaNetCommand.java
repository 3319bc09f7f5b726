package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetTrainer;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a network for the styles of any paintings. */
@Command(
    name = TrainMetaNetCommand.NAME,
    description = "Trains a network for any painting (arXiv 1709.04111).",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "To paint with the network in --out: stylize PHOTO --style PAINTING --metanet"
          + " FOLDER/network.safetensors. Options not given default to the preset's values. Ctrl-C"
          + " writes a checkpoint; the same command with --resume continues from it."
    })
final class TrainMetaNetCommand implements Callable<Integer> {

  static final String NAME = "metanet";

  @Option(
      names = "--styles",
      paramLabel = "FOLDER",
      required = true,
      description = "Paintings to learn from, including subfolders.")
  private Path styles;

  @Option(
      names = "--preset",
      paramLabel = "paper|compact",
      converter = PresetConverter.class,
      description = {
        "Defaults of the other options: compact (default), a small network that a CPU can train"
            + " within hours, or paper, meant for a GPU."
      })
  private Preset preset = Preset.COMPACT;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--photo-style",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Paintings to paint each --photo like, side by side.")
  private List<Path> photoStyles = List.of();

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description = "Start from this MetaNet, of the same sizes, instead of random weights.")
  private @Nullable Path initial;

  @Option(
      names = "--compact-encoder",
      description =
          "Read paintings with the compact VGG, as the bundled network does; losses still use VGG.")
  private boolean compactEncoder;

  @Option(
      names = "--base",
      paramLabel = "N",
      description =
          "Channels of the transform network's first convolution: fewer are faster and coarser.")
  private @Nullable Integer base;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description =
          "Size of the hidden layer; with generated filters for each generated convolution.")
  private @Nullable Integer hidden;

  @Option(
      names = "--shared-filters",
      paramLabel = "RANK",
      description =
          "Let all styles share the filters, with corrections of this rank (0 … 64) for each style.")
  private @Nullable Integer sharedFilters;

  @Option(
      names = "--unit-filters",
      negatable = true,
      description =
          "Generate the filters for each style, scaled to unit length, which keeps them from"
              + " growing, or as they are.")
  private @Nullable Boolean unitFilters;

  @Option(
      names = "--color-head",
      negatable = true,
      description = "Give each style its own color transform (a 3x3 matrix and an offset).")
  private @Nullable Boolean colorHead;

  @Option(
      names = "--antialias",
      negatable = true,
      description = "Blur before each stride and upsample bilinearly: no pattern in flat areas.")
  private @Nullable Boolean antialiased;

  @Mixin private ValidationOptions validation;

  @Mixin private LossOptions loss;

  @Option(
      names = "--gram-weight",
      paramLabel = "W",
      description = "Weight of the Gram matrices of the first two taps.")
  private @Nullable Double gramWeight;

  @Option(
      names = "--color-weight",
      paramLabel = "W",
      description = "Weight of the distance of the colors to the painting's.")
  private @Nullable Double colorWeight;

  @Option(
      names = "--steadiness-weight",
      paramLabel = "W",
      description = "Weight of the difference between pictures of shifted photos, for films.")
  private @Nullable Double steadinessWeight;

  @Option(
      names = "--style-per-photo",
      negatable = true,
      description = "Use a different painting for each photo of a step, or one for all.")
  private @Nullable Boolean stylePerPhoto;

  @Option(names = "--style-steps", paramLabel = "N", description = "Steps before paintings change.")
  private @Nullable Long styleSteps;

  @Option(
      names = "--encode-styles-once",
      negatable = true,
      description = "Encode the center of each painting once, or a new square every time.")
  private @Nullable Boolean encodeStylesOnce;

  @Mixin private VggOptions vgg;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;

  /** The sets of default values. */
  enum Preset {
    PAPER,
    COMPACT
  }

  /** Parses the names of presets. */
  static final class PresetConverter extends NameConverter<Preset> {
    PresetConverter() {
      super(Preset.values());
    }
  }

  TrainMetaNetCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public Integer call() throws IOException {
    TrainingRun run = new TrainingRun(spec, err, training, "network.safetensors");
    run.check(vgg);
    checkFiles();
    try (FeatureExtractor reader = compactEncoder ? Vgg.compact() : null) {
      return run.run(vgg::open, extractor -> trainer(extractor, reader));
    }
  }

  private void checkFiles() throws IOException {
    ImageFolder.of(styles);
    if (sharedFilters != null && unitFilters != null) {
      throw new ParameterException(
          spec.commandLine(), "--shared-filters and --unit-filters exclude each other");
    }
    training.checkFiles();
    validation.checkFiles();
    for (Path painting : photoStyles) {
      ImageDecoder.standard().info(painting);
    }
    if (initial != null) {
      MetaNet.taps(initial);
    }
  }

  private TrainingRun.Trainer trainer(
      FeatureExtractor extractor, @Nullable FeatureExtractor reader) {
    MetaNetTrainer.Builder builder =
        preset == Preset.PAPER
            ? MetaNetTrainer.paper(extractor)
            : MetaNetTrainer.compact(extractor);
    training.configure(builder);
    loss.configure(builder);
    validation.configure(builder);
    configure(builder);
    ifGiven(reader, builder::encoder);
    MetaNetTrainer trainer = builder.build();
    return training.resume()
        ? (folder, listener) -> trainer.resume(folder, listener).close()
        : (folder, listener) -> trainer.train(folder, listener).close();
  }

  private void configure(MetaNetTrainer.Builder builder) {
    builder.styles(styles).validationStyles(photoStyles);
    ifGiven(initial, builder::initial);
    ifGiven(base, builder::base);
    ifGiven(hidden, builder::hidden);
    ifGiven(sharedFilters, builder::sharedFilters);
    ifGiven(unitFilters, builder::unitFilters);
    ifGiven(colorHead, builder::colorHead);
    ifGiven(antialiased, builder::antialiased);
    ifGiven(gramWeight, builder::gramWeight);
    ifGiven(colorWeight, builder::colorWeight);
    ifGiven(steadinessWeight, builder::steadinessWeight);
    ifGiven(stylePerPhoto, builder::stylePerPhoto);
    ifGiven(styleSteps, builder::styleSteps);
    ifGiven(encodeStylesOnce, builder::encodeStylesOnce);
  }
}
