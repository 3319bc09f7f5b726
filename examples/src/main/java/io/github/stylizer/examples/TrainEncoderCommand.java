package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.metanet.EncoderTrainer;
import io.github.stylizer.metanet.MetaNet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a small network that encodes paintings for a MetaNet instead of VGG. */
@Command(
    name = TrainEncoderCommand.NAME,
    description = "Trains a small network that replaces VGG in a MetaNet.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "--content should have both paintings and photos. Writes encoder.safetensors and the matching"
          + " MetaNet, network.safetensors, to --out. Ctrl-C writes a checkpoint; the same command"
          + " with --resume continues from it."
    })
final class TrainEncoderCommand implements Callable<Integer> {

  static final String NAME = "encoder";

  @Option(
      names = "--metanet",
      paramLabel = "FILE",
      required = true,
      description = "MetaNet whose VGG to replace.")
  private Path network;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description = "Start from this encoder instead of random weights.")
  private @Nullable Path initial;

  @Mixin private VggOptions vgg;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;

  TrainEncoderCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public Integer call() throws IOException {
    TrainingRun run = new TrainingRun(spec, err, training, "network.safetensors");
    run.check(vgg);
    training.checkFiles();
    MetaNet.taps(network);
    return run.run(vgg::open, this::trainer);
  }

  private TrainingRun.Trainer trainer(FeatureExtractor extractor) {
    EncoderTrainer.Builder builder = EncoderTrainer.builder(network, extractor);
    training.configure(builder);
    ifGiven(initial, builder::initial);
    EncoderTrainer trainer = builder.build();
    return training.resume() ? trainer::resume : trainer::train;
  }
}
