package io.github.stylizer.examples;

import io.github.stylizer.examples.serve.ServeCommand;
import io.github.stylizer.examples.window.WindowCommand;
import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Starts the {@code stylize} command. */
public final class Main {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;
  static final int STOPPED = 130;

  private Main() {}

  /**
   * Runs the command and exits: 0 on success, 1 on failure, 2 on wrong usage, 130 if stopped.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    StopSignal signal = new StopSignal();
    int code = FAILED;
    try {
      code = run(StandardStreams.ofProcess(), System.out, System.err, arguments);
    } finally {
      signal.workEnded();
    }
    System.exit(code);
  }

  /**
   * Runs the command.
   *
   * @param streams where images come from and go to
   * @param out gets what was asked for
   * @param err gets errors and progress
   */
  static int run(StandardStreams streams, PrintStream out, PrintStream err, String... given) {
    boolean asksForHelp = given.length > 0 && given[0].equals("help");
    String[] arguments = asksForHelp ? new String[] {"--help"} : given;
    VerboseOption verbose = new VerboseOption();
    String first = arguments.length == 0 ? "" : arguments[0];
    CommandLine line = command(first, streams, err, verbose);
    boolean paints = line.getCommand() instanceof StylizeCommand;
    // A photo may be called @photo.png.
    line.setExpandAtFiles(false);
    line.setOut(CharacterWriter.to(out));
    line.setErr(CharacterWriter.to(err));
    line.setParameterExceptionHandler((e, args) -> wrongUse(e, err));
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e, verbose, err));
    try {
      return line.execute(paints ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (RuntimeException | Error e) {
      // Missing native libraries and lack of memory, which picocli does not catch.
      return failed(e, verbose, err);
    }
  }

  /** Separate commands: a picocli subcommand would require a photo and a style too. */
  private static CommandLine command(
      String name, StandardStreams streams, PrintStream err, VerboseOption verbose) {
    return switch (name) {
      case DoctorCommand.NAME -> new CommandLine(new DoctorCommand());
      case TrainCommand.NAME ->
          new CommandLine(new TrainCommand())
              .addSubcommand(new TrainFastNetCommand(err, verbose))
              .addSubcommand(new TrainMetaNetCommand(err, verbose))
              .addSubcommand(new TrainCompactVggCommand(err, verbose));
      case ExportCommand.NAME ->
          new CommandLine(new ExportCommand())
              .addSubcommand(new ExportOnnxCommand(err, verbose).commandLine());
      case StylesCommand.NAME -> new CommandLine(new StylesCommand(err, verbose));
      case ServeCommand.NAME -> {
        CommandLine serve = new CommandLine(new ServeCommand(err));
        serve.getCommandSpec().versionProvider(new Versions());
        yield serve;
      }
      case WindowCommand.NAME -> {
        CommandLine window = new CommandLine(new WindowCommand(err, ErrorLine::of));
        window.getCommandSpec().versionProvider(new Versions());
        yield window;
      }
      case CodeCommand.NAME -> new CodeCommand(err, verbose).commandLine();
      default -> new StylizeCommand(streams, err, verbose).commandLine();
    };
  }

  private static int wrongUse(ParameterException e, PrintStream err) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("stylize: " + ErrorLine.of(e) + " (see " + command + " --help)");
    return WRONG_USE;
  }

  private static int failed(Throwable e, VerboseOption verbose, PrintStream err) {
    // An interrupt arrives as whatever exception the interrupted work threw.
    if (Thread.interrupted()) {
      err.println("stylize: stopped without a result");
      return STOPPED;
    }
    err.println("stylize: " + ErrorLine.of(e));
    if (verbose.isGiven()) {
      e.printStackTrace(err);
    }
    return FAILED;
  }
}
