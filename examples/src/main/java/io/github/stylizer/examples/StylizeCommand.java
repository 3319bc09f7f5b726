package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.vgg.Vgg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Paints a photo in the style of one painting or several. */
@Command(
    name = "stylize",
    customSynopsis = {
      "stylize PHOTO --style PAINTING[=WEIGHT]... -o OUT [OPTION...]",
      "       stylize doctor"
    },
    description = {"", "Paints a photo in the style of a painting.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "stylize doctor says what this machine has for painting and what is missing.",
      "",
      "Exit code: 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C (the best picture so far is"
          + " written)."
    })
final class StylizeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PHOTO", description = "The photo to paint.")
  private Path photo;

  @Option(
      names = {"-s", "--style"},
      paramLabel = "PAINTING[=WEIGHT]",
      required = true,
      converter = StyleOption.Converter.class,
      description = "The painting; several are blended, in the ratio of their weights.")
  private List<StyleOption> styles;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "The picture to write; its ending says the format. Overwritten if it exists.")
  private Path output;

  @Option(names = "--method", paramLabel = "NAME", description = "How to paint, such as gatys.")
  private String method;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Longest side of the result in pixels; otherwise that of the photo.")
  private Integer size;

  @ArgGroup(exclusive = false)
  private PreviewOptions preview;

  @Option(names = "--verbose", description = "Show where an error comes from.")
  private boolean verbose;

  @ArgGroup(exclusive = false, heading = "%nOptions of the method gatys:%n")
  private GatysOptions gatys;

  @Spec private CommandSpec spec;

  private final PrintStream err;
  private Progress last = Progress.of("", 0, 0, Duration.ZERO);

  /** Pictures on the way. */
  static final class PreviewOptions {

    @Option(
        names = "--preview",
        paramLabel = "DIR",
        required = true,
        description = "Write a picture of the present state into this folder now and then.")
    private Path folder;

    @Option(
        names = "--preview-every",
        paramLabel = "N",
        defaultValue = "25",
        description = "How many evaluations lie between two of them (${DEFAULT-VALUE}).")
    private int every;
  }

  StylizeCommand(PrintStream err) {
    this.err = err;
  }

  boolean isVerbose() {
    return verbose;
  }

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    checkOptions();
    List<Path> inputs = new ArrayList<>(StyleOptions.files(styles));
    inputs.add(photo);
    OutputFile.check(output, inputs);
    if (preview != null) {
      OutputFile.makeFolder(preview.folder);
    }
    BufferedImage picture = ImageDecoder.standard().read(photo);
    BufferedImage painted = paint(picture, sized(StyleOptions.open(styles)));
    // The flag of an interrupt would keep the picture from being written.
    boolean stopped = Thread.interrupted();
    ImageEncoder.standard().write(painted, output);
    report(painted, Duration.ofNanos(System.nanoTime() - began));
    return stopped ? Main.STOPPED : Main.DONE;
  }

  private void checkOptions() throws IOException {
    try {
      if (method != null) {
        Methods.named(method);
      }
      if (gatys != null) {
        gatys.check();
      }
    } catch (IllegalArgumentException e) {
      throw wrongUse(e);
    }
    if (gatys != null && method != null && !method.equals("gatys")) {
      throw new ParameterException(
          spec.commandLine(),
          "the method " + method + " does not take options of the method gatys");
    }
    if (preview != null && preview.every < 1) {
      throw new ParameterException(
          spec.commandLine(), "--preview-every must be at least 1, but is " + preview.every);
    }
  }

  private Stylizer sized(Stylizer stylizer) {
    try {
      return size == null ? stylizer : stylizer.size(size);
    } catch (IllegalArgumentException e) {
      throw wrongUse(e);
    }
  }

  private ParameterException wrongUse(IllegalArgumentException e) {
    return new ParameterException(spec.commandLine(), e.getMessage(), e);
  }

  private BufferedImage paint(BufferedImage picture, Stylizer style) throws IOException {
    try (ProgressDisplay display = ProgressDisplay.on(err);
        Vgg network = gatys == null ? null : gatys.openNetwork(display);
        Stylizer stylizer = withMethod(style, network).onProgress(listener(display))) {
      return stylizer.apply(picture);
    }
  }

  private Stylizer withMethod(Stylizer style, Vgg network) throws IOException {
    if (gatys != null) {
      return style.with(gatys.method(network));
    }
    return method == null ? style : style.with(Methods.named(method));
  }

  private ProgressListener listener(ProgressDisplay display) {
    ProgressListener previews =
        preview == null ? ProgressListener.NONE : new PreviewFolder(preview.folder, preview.every);
    return progress -> {
      last = progress;
      display.onProgress(progress);
      previews.onProgress(progress);
    };
  }

  private void report(BufferedImage painted, Duration elapsed) {
    String size = painted.getWidth() + "x" + painted.getHeight();
    String why = last.stopped().map(reason -> ": " + reason).orElse("");
    err.println(
        "stylize: wrote " + output + " (" + size + ") after " + Text.duration(elapsed) + why);
  }
}
