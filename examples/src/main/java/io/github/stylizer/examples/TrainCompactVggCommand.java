package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.vgg.CompactVggTrainer;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a small network that predicts the feature maps of VGG-19. */
@Command(
    name = TrainCompactVggCommand.NAME,
    description = "Trains a small network that predicts the feature maps of VGG-19.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "To paint with the network in --out: stylize PHOTO --style PAINTING --method nnst --vgg19"
          + " FOLDER/compact-vgg.safetensors. Ctrl-C writes a checkpoint; the same command with"
          + " --resume continues from it."
    })
final class TrainCompactVggCommand implements Callable<Integer> {

  static final String NAME = "compact-vgg";

  private static final String DOWNLOAD = "download";

  @Option(
      names = "--styles",
      paramLabel = "FOLDER",
      required = true,
      description = "Paintings to learn from, including subfolders.")
  private Path styles;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--widths",
      paramLabel = "N",
      split = ",",
      description =
          "Channels of the convolutions in each of the four blocks (default: 16,32,64,128; VGG-19"
              + " has 64,128,256,512).")
  private @Nullable List<Integer> widths;

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description = "Start from this compact VGG instead of random weights.")
  private @Nullable Path initial;

  @Option(
      names = "--vgg19",
      paramLabel = "FILE",
      description =
          "Weights of VGG-19 (.pth or .safetensors); 'download' fetches them, 550 MB, unless they"
              + " are here (default: the weights that are here).")
  private @Nullable String vgg19;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;

  TrainCompactVggCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public Integer call() throws IOException {
    TrainingRun run = new TrainingRun(spec, err, training, "compact-vgg.safetensors");
    if (vgg19 == null && Vgg.findWeights(VggVariant.VGG19).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no weights of VGG-19 were found: use --vgg19 FILE, or --vgg19 download");
    }
    training.checkFiles();
    ImageFolder.of(styles);
    return run.run(this::teacher, this::trainer);
  }

  private FeatureExtractor teacher(Precision precision, ProgressListener listener)
      throws IOException {
    String weights = Objects.requireNonNullElse(vgg19, DOWNLOAD);
    return VggTextOptions.of(Map.of(VggTextOptions.VGG19.name(), weights))
        .open(precision, listener);
  }

  private TrainingRun.Trainer trainer(FeatureExtractor teacher) {
    CompactVggTrainer.Builder builder = CompactVggTrainer.builder(teacher).styles(styles);
    training.configure(builder);
    ifGiven(widths, builder::widths);
    ifGiven(initial, builder::initial);
    CompactVggTrainer trainer = builder.build();
    return training.resume() ? trainer::resume : trainer::train;
  }
}
