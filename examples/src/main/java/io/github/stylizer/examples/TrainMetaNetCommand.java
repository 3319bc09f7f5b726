package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.metanet.CompactEncoder;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetTrainer;
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
import picocli.CommandLine.Spec;

/** Trains a network that paints like any painting. */
@Command(
    name = TrainMetaNetCommand.NAME,
    description = "Trains a network that paints like any painting at once (arXiv 1709.04111).",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "stylize PHOTO --style PAINTING --metanet FOLDER/network.safetensors then paints with the"
          + " network in --out. An option that is not given has the preset's number. Ctrl-C writes a"
          + " checkpoint; the same command with --resume goes on from there."
    })
final class TrainMetaNetCommand implements Callable<Integer> {

  static final String NAME = "metanet";

  @Option(
      names = "--styles",
      paramLabel = "FOLDER",
      required = true,
      description = "The paintings to learn from, with all folders in it.")
  private Path styles;

  @Option(
      names = "--preset",
      paramLabel = "paper|compact",
      converter = PresetConverter.class,
      description = {
        "compact, the default: a small network, which a CPU can train within hours; or paper: the"
            + " numbers of the paper, which are made for a GPU."
      })
  private Preset preset = Preset.COMPACT;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--photo-style",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Paintings that each --photo is painted like, side by side.")
  private List<Path> photoStyles = List.of();

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description = "Begin with this MetaNet, of the same sizes, instead of random numbers.")
  private @Nullable Path initial;

  @Option(
      names = "--encoder",
      paramLabel = "FILE",
      description =
          "Read paintings by this network of stylize train encoder, as --initial then has to do.")
  private @Nullable Path encoder;

  @Option(
      names = "--base",
      paramLabel = "N",
      description =
          "Channels of the painting network's first convolution: fewer are faster and coarser.")
  private @Nullable Integer base;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "How many numbers of a style each generated convolution is made from.")
  private @Nullable Integer hidden;

  @Option(
      names = "--unit-filters",
      negatable = true,
      description =
          "Scale generated filters to unit length, which keeps them from growing, or not.")
  private @Nullable Boolean unitFilters;

  @Option(
      names = "--color-head",
      negatable = true,
      description = "Let each style have colors of its own (a 3x3 matrix and an offset), or not.")
  private @Nullable Boolean colorHead;

  @Mixin private ValidationOptions validation;

  @Mixin private LossOptions loss;

  @Option(
      names = "--style-per-photo",
      negatable = true,
      description = "Paint each photo of a step like a painting of its own, or all like one.")
  private @Nullable Boolean stylePerPhoto;

  @Option(
      names = "--style-steps",
      paramLabel = "N",
      description = "For how many steps paintings are kept.")
  private @Nullable Long styleSteps;

  @Option(
      names = "--encode-styles-once",
      negatable = true,
      description = "Look at the center of each painting once, or at a new square every time.")
  private @Nullable Boolean encodeStylesOnce;

  @Mixin private VggOptions vgg;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;

  /** Where the numbers come from that are not given. */
  enum Preset {
    PAPER,
    COMPACT
  }

  /** Knows the presets by their names on the command line. */
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
    TrainingRun run = new TrainingRun(spec, err, training);
    run.check(vgg);
    checkFiles();
    try (CompactEncoder reader = encoder == null ? null : CompactEncoder.load(encoder)) {
      return run.run(vgg, extractor -> trainer(extractor, reader));
    }
  }

  private void checkFiles() throws IOException {
    ImageFolder.of(styles);
    training.checkFiles();
    validation.checkFiles();
    for (Path painting : photoStyles) {
      ImageDecoder.standard().info(painting);
    }
    if (initial != null) {
      MetaNet.taps(initial);
    }
  }

  private TrainingRun.Trainer trainer(FeatureExtractor extractor, CompactEncoder reader) {
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
    ifGiven(unitFilters, builder::unitFilters);
    ifGiven(colorHead, builder::colorHead);
    ifGiven(stylePerPhoto, builder::stylePerPhoto);
    ifGiven(styleSteps, builder::styleSteps);
    ifGiven(encodeStylesOnce, builder::encodeStylesOnce);
  }
}
