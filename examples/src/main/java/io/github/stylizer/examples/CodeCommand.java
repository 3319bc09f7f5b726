package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleCode;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.metanet.MetaNetMethod;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps the styles of paintings as small files. */
@Command(
    name = "stylize " + CodeCommand.NAME,
    description = "Writes the style of a painting into a small file, for --style.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "stylize PHOTO --style FILE then paints like the painting; with a --metanet, if the file was"
          + " made with one."
    })
final class CodeCommand implements Callable<Integer> {

  static final String NAME = "code";

  private static final String ENDING = ".style";
  private static final MetaNetMethod METHOD = new MetaNetMethod();

  @Parameters(paramLabel = "PAINTING", arity = "1..*", description = "The paintings.")
  private List<Path> paintings;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description =
          "The file to write, overwritten if it exists; or a folder, made if missing, for several"
              + " paintings: files have the paintings' names there, and end in "
              + ENDING
              + ".")
  private Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the style is called; otherwise the painting's file name.")
  private String name;

  @Mixin private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;
  private MethodOptions options;

  CodeCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /** The command line, with the options that say which network encodes. */
  CommandLine commandLine() {
    CommandLine line = new CommandLine(this);
    options = new MethodOptions(line.getCommandSpec(), List.of(METHOD));
    return line;
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
                : "%d of %d style codes into %s".formatted(written, jobs.size(), output)));
    return stopped ? Main.STOPPED : Main.DONE;
  }

  private MetaNetMethod checkedMethod() throws IOException {
    try {
      if (name != null && paintings.size() > 1) {
        throw new IllegalArgumentException("--name is for a single painting");
      }
      return (MetaNetMethod) options.chosen(METHOD.name()).orElseThrow();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** What is written where; files that cannot be read or written are found before. */
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
    FolderPlan.checkWritable(jobs, options.files());
    if (intoFolder) {
      OutputFile.makeFolder(output, "-o");
    } else {
      OutputFile.checkFolder(output);
    }
    return jobs;
  }

  private void write(MetaNetMethod metaNet, FolderPlan.Job job, ProgressListener listener)
      throws IOException {
    StyleCode code = metaNet.code(ImageDecoder.standard().read(job.photo()), listener);
    code.named(name == null ? OutputFile.stem(job.photo()) : name).save(job.picture());
  }
}
