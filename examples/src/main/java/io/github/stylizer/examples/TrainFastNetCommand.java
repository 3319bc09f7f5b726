package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.fastnet.FastNetTrainer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageResize;
import io.github.stylizer.nn.TransformModel;
import io.github.stylizer.vgg.Vgg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a network that paints like one painting. */
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
      "stylize PHOTO --model FOLDER/network.safetensors then paints with the network in --out.",
      "An option that is not given has the article's number. Ctrl-C writes a checkpoint; the same"
          + " command with --resume goes on from there."
    })
final class TrainFastNetCommand implements Callable<Integer> {

  static final String NAME = "fastnet";

  @Option(
      names = {"-s", "--style"},
      paramLabel = "PAINTING",
      required = true,
      description = "The painting to learn.")
  private Path style;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--style-size",
      paramLabel = "N",
      description =
          "Resize the painting to N pixels on its longest side: fewer make finer strokes.")
  private Integer styleSize;

  @Option(
      names = "--base",
      paramLabel = "N",
      description = "Channels of the network's first convolution: fewer are faster and coarser.")
  private Integer base;

  @Option(
      names = "--content-tap",
      paramLabel = "NAME",
      description = "Where content is compared, such as relu2_2.")
  private String contentTap;

  @Option(names = "--content-weight", paramLabel = "W", description = "How much photos count.")
  private Double contentWeight;

  @Option(names = "--style-weight", paramLabel = "W", description = "How much the painting counts.")
  private Double styleWeight;

  @Option(
      names = "--tv-weight",
      paramLabel = "W",
      description = "How much smoothness counts (total variation).")
  private Double totalVariationWeight;

  @Option(
      names = "--output-limit",
      paramLabel = "L",
      description = "What the network's output is cut to before it is compared.")
  private Double outputLimit;

  @Mixin private VggOptions vgg;

  @Mixin private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;
  private Progress last = Progress.of("", 0, 0, Duration.ZERO);

  TrainFastNetCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    checkOptions();
    training.checkFiles();
    BufferedImage painting = readPainting();
    try (ProgressDisplay display = ProgressDisplay.on(err);
        Vgg network = vgg.network(display).build()) {
      train(trainer(network, painting), display).close();
    }
    boolean stopped = Thread.interrupted();
    report(Duration.ofNanos(System.nanoTime() - began));
    return stopped ? Main.STOPPED : Main.DONE;
  }

  private void checkOptions() {
    try {
      vgg.check();
      if (styleSize != null && styleSize < 1) {
        throw new IllegalArgumentException("--style-size must be at least 1, but is " + styleSize);
      }
    } catch (IllegalArgumentException e) {
      throw wrongUse(e);
    }
  }

  private ParameterException wrongUse(IllegalArgumentException e) {
    return new ParameterException(spec.commandLine(), e.getMessage(), e);
  }

  private BufferedImage readPainting() throws IOException {
    BufferedImage painting = ImageDecoder.standard().read(style);
    return styleSize == null ? painting : ImageResize.longerSide(painting, styleSize);
  }

  private FastNetTrainer trainer(Vgg network, BufferedImage painting) {
    FastNetTrainer.Builder builder = FastNetTrainer.builder(network);
    try {
      builder.style(painting).styleName(style.getFileName().toString());
      training.configure(builder);
      ifGiven(base, builder::base);
      ifGiven(contentTap, builder::contentTap);
      ifGiven(contentWeight, builder::contentWeight);
      ifGiven(styleWeight, builder::styleWeight);
      ifGiven(totalVariationWeight, builder::totalVariationWeight);
      ifGiven(outputLimit, builder::outputLimit);
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw wrongUse(e);
    }
  }

  private TransformModel train(FastNetTrainer trainer, ProgressListener display)
      throws IOException {
    ProgressListener listener =
        progress -> {
          last = progress;
          display.onProgress(progress);
        };
    return training.resume()
        ? trainer.resume(training.out(), listener)
        : trainer.train(training.out(), listener);
  }

  private void report(Duration elapsed) {
    err.println(
        "stylize: wrote %s after %s: %s"
            .formatted(
                training.out().resolve("network.safetensors"),
                Text.duration(elapsed),
                last.stopped().orElse(last.done() + " steps are done")));
    if (last.done() < last.total()) {
      err.println("stylize: go on with: " + resumeLine());
    }
  }

  private String resumeLine() {
    List<String> words = new ArrayList<>(List.of("./stylize", TrainCommand.NAME));
    spec.commandLine().getParent().getParseResult().originalArgs().forEach(words::add);
    if (!training.resume()) {
      words.add("--resume");
    }
    return words.stream().map(Text::shellWord).collect(Collectors.joining(" "));
  }
}
