package io.github.stylizer.benchmarks;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program behind {@code benchmarks/run}, which itself passes {@code jmh} on to JMH. */
@Command(
    name = "benchmarks/run",
    description = "Measures the library's speed and the quality of its results.",
    subcommands = {Ratios.class, Soak.class, BenchmarksCommand.Quality.class},
    footer = {
      "  jmh      Runs JMH: a pattern for benchmark names, then JMH's options; -l",
      "             lists the benchmarks, -h the options."
    })
public final class BenchmarksCommand {
  @SuppressWarnings("UnusedVariable") // read by picocli
  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints this help.")
  private boolean help;

  private BenchmarksCommand() {}

  /** Tools that measure or show the quality of results. */
  @Command(
      name = "quality",
      description = "Compares methods by loss, or shows their results.",
      subcommands = {PictureQuality.class, FastNetLosses.class})
  static final class Quality {}

  /**
   * Runs a command and exits: 0 on success, 1 on failure, 2 on wrong arguments.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new BenchmarksCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (!(failure instanceof IOException)) {
            throw failure;
          }
          System.err.println(line.getCommandName() + ": " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(line.execute(arguments));
  }
}
