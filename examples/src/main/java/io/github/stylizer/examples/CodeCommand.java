package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleCode;
import io.github.stylizer.examples.painting.FolderPlan;
import io.github.stylizer.examples.painting.OutputFile;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.metanet.MetaNetMethod;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Saves the styles of paintings as small files. */
@Command(
    name = "stylize " + CodeCommand.NAME,
    description = "Saves the style of a painting as a small file for --style.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Use the file as stylize PHOTO --style FILE. If it was made with --metanet, give the same"
          + " --metanet there."
    })
final class CodeCommand implements Callable<Integer> {

  static final String NAME = "code";

  private static final String ENDING = ".style";
  private static final MetaNetMethod METHOD = new MetaNetMethod();

  @Parameters(paramLabel = "PAINTING", arity = "1..*", description = "Paintings to encode.")
  private List<Path> paintings;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description =
          "File to write, overwritten if it exists. For several paintings, a folder, created if"
              + " missing: files get the paintings' names and the extension "
              + ENDING
              + ".")
  private Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the style (default: the painting's file name).")
  private @Nullable String name;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;
  private final MethodOptions options = new MethodOptions(List.of(METHOD));

  CodeCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /** The command line, with the options that choose the network. */
  CommandLine commandLine() {
    return options.commandLine(this);
  }

  @Override
  public Integer call() throws IOException {
    MetaNetMethod metaNet = checkedMethod();
    List<FolderPlan.Job> jobs = plan();
    int written = 0;
    try (ProgressDisplay display = ProgressDisplay.on(err)) {
      for (FolderPlan.Job job : jobs) {
        write(metaNet, job, display);
        written++;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    boolean stopped = Thread.interrupted();
    err.println(
        "stylize: wrote "
            + (jobs.size() == 1
                ? jobs.get(0).picture()
                : String.format(
                    Locale.ROOT, "%d of %d style codes into %s", written, jobs.size(), output)));
    return stopped ? Main.STOPPED : Main.DONE;
  }

  private MetaNetMethod checkedMethod() throws IOException {
    try {
      if (name != null && paintings.size() > 1) {
        throw new IllegalArgumentException("--name needs a single painting");
      }
      return (MetaNetMethod) options.chosen(METHOD.name()).orElseThrow();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** What is written where. Detects files that cannot be read or written in advance. */
  private List<FolderPlan.Job> plan() throws IOException {
    for (Path painting : paintings) {
      ImageDecoder.standard().info(painting);
    }
    boolean intoFolder = paintings.size() > 1 || Files.isDirectory(output);
    List<FolderPlan.Job> jobs =
        paintings.stream()
            .map(
                painting ->
                    new FolderPlan.Job(
                        painting,
                        intoFolder ? output.resolve(OutputFile.stem(painting) + ENDING) : output))
            .toList();
    FolderPlan.checkNames(jobs, options.files());
    if (intoFolder) {
      OutputFile.makeFolder(output, "-o");
    }
    FolderPlan.checkWritable(jobs);
    return jobs;
  }

  private void write(MetaNetMethod metaNet, FolderPlan.Job job, ProgressListener listener)
      throws IOException {
    StyleCode code = metaNet.code(ImageDecoder.standard().read(job.photo()), listener);
    code.named(name == null ? OutputFile.stem(job.photo()) : name).save(job.picture());
  }
}
