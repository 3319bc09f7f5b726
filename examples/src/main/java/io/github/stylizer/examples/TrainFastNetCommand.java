package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.fastnet.FastNetTrainer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a network for the style of one painting. */
@Command(
    name = TrainFastNetCommand.NAME,
    description = "Trains a network for one painting (arXiv 1603.08155).",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "To paint with the network in --out: stylize PHOTO --model FOLDER/network.safetensors.",
      "Options not given default to the paper's values. Ctrl-C writes a checkpoint; the same"
          + " command with --resume continues from it."
    })
final class TrainFastNetCommand implements Callable<Integer> {

  static final String NAME = "fastnet";

  @Option(
      names = {"-s", "--style"},
      paramLabel = "PAINTING",
      required = true,
      description = "Painting to learn.")
  private Path style;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--style-size",
      paramLabel = "N",
      description =
          "Resize the painting to N pixels on its longer side: smaller gives finer strokes.")
  private @Nullable Integer styleSize;

  @Option(
      names = "--base",
      paramLabel = "N",
      description = "Channels of the network's first convolution: fewer are faster and coarser.")
  private @Nullable Integer base;

  @Option(
      names = "--antialias",
      negatable = true,
      description =
          "Blur before each stride and upsample bilinearly: no pattern in flat areas (default:"
              + " off).")
  private @Nullable Boolean antialiased;

  @Mixin private ValidationOptions validation;

  @Mixin private LossOptions loss;

  @Option(
      names = "--output-limit",
      paramLabel = "L",
      description = "Largest absolute output of the network, clamped before the loss (default: 3).")
  private @Nullable Double outputLimit;

  @Mixin private VggOptions vgg;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;

  TrainFastNetCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public Integer call() throws IOException {
    TrainingRun run = new TrainingRun(spec, err, training, "network.safetensors");
    checkOptions();
    training.checkFiles();
    validation.checkFiles();
    BufferedImage painting = readPainting();
    return run.run(vgg::open, network -> trainer(network, painting));
  }

  private void checkOptions() {
    try {
      vgg.check();
      if (styleSize != null && styleSize < 1) {
        throw new IllegalArgumentException("--style-size must be at least 1, but is " + styleSize);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private BufferedImage readPainting() throws IOException {
    BufferedImage painting = ImageDecoder.standard().read(style);
    return styleSize == null ? painting : ImageResize.longerSide(painting, styleSize);
  }

  private TrainingRun.Trainer trainer(FeatureExtractor network, BufferedImage painting) {
    FastNetTrainer.Builder builder = FastNetTrainer.builder(network);
    builder.style(painting).styleName(style.getFileName().toString());
    training.configure(builder);
    ifGiven(base, builder::base);
    ifGiven(antialiased, builder::antialiased);
    loss.configure(builder);
    validation.configure(builder);
    ifGiven(outputLimit, builder::outputLimit);
    FastNetTrainer trainer = builder.build();
    return training.resume()
        ? (folder, listener) -> trainer.resume(folder, listener).close()
        : (folder, listener) -> trainer.train(folder, listener).close();
  }
}
