package io.github.stylizer.examples;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs any training: shows its progress, and prints how to resume it. */
final class TrainingRun {

  private final CommandSpec spec;
  private final PrintStream err;
  private final TrainingOptions training;
  private final String result;
  private final long began = System.nanoTime();
  private Progress last = Progress.of("", 0, 0, Duration.ZERO);

  /** A training, new or resumed. */
  interface Trainer {
    void train(Path folder, ProgressListener listener) throws IOException;
  }

  /**
   * Loads the network that a training uses; throws IllegalArgumentException for invalid options.
   */
  interface Network {
    FeatureExtractor open(Precision precision, ProgressListener listener) throws IOException;
  }

  /** Configures a training; throws IllegalArgumentException for invalid options. */
  interface Preparation {
    Trainer trainer(FeatureExtractor network);
  }

  /**
   * Starts measuring the time.
   *
   * @param spec the command
   * @param result the file with the trained network, in the output folder
   */
  TrainingRun(CommandSpec spec, PrintStream err, TrainingOptions training, String result) {
    this.spec = spec;
    this.err = err;
    this.training = training;
    this.result = result;
  }

  /**
   * Rejects invalid combinations of network options before anything slow starts.
   *
   * @throws ParameterException if there is one
   */
  void check(VggOptions vgg) {
    try {
      vgg.check();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Trains until the end or an interrupt.
   *
   * @return the exit code
   * @throws IOException if a file cannot be read or written
   * @throws ParameterException if options are invalid
   */
  int run(Network network, Preparation preparation) throws IOException {
    try (ProgressDisplay display = ProgressDisplay.on(err);
        FeatureExtractor opened = open(network, display)) {
      trainer(preparation, opened).train(training.out(), listener(display));
    }
    boolean stopped = Thread.interrupted();
    report(Duration.ofNanos(System.nanoTime() - began));
    return stopped ? Main.STOPPED : Main.DONE;
  }

  private FeatureExtractor open(Network network, ProgressListener listener) throws IOException {
    try {
      return network.open(training.precision(), listener);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Trainer trainer(Preparation preparation, FeatureExtractor network) {
    try {
      return preparation.trainer(network);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private ProgressListener listener(ProgressListener display) {
    return progress -> {
      last = progress;
      display.onProgress(progress);
    };
  }

  private void report(Duration elapsed) {
    err.println(
        String.format(
            Locale.ROOT,
            "stylize: wrote %s after %s: %s",
            training.out().resolve(result),
            Text.duration(elapsed),
            last.stopped().orElse("finished " + last.done() + " steps")));
    if (last.done() < last.total()) {
      err.println("stylize: resume with: " + resumeLine());
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
