package io.github.stylizer.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
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
   * Runs the command and ends the program: 0 if it is done, 1 if it failed, 2 if it was used
   * wrongly, 130 if it was stopped.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    StopSignal signal = new StopSignal();
    int code = FAILED;
    try {
      code = run(System.out, System.err, arguments);
    } finally {
      signal.workEnded();
    }
    System.exit(code);
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    // DJL would report its start to a server of its makers.
    System.setProperty("OPT_OUT_TRACKING", "true");
    StylizeCommand command = new StylizeCommand(err);
    CommandLine line = new CommandLine(isDoctor(arguments) ? new DoctorCommand() : command);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setParameterExceptionHandler((e, args) -> wrongUse(e, err));
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e, command, err));
    try {
      return line.execute(isDoctor(arguments) ? withoutFirst(arguments) : arguments);
    } catch (RuntimeException | Error e) {
      // Missing native libraries and lack of memory, which picocli lets through.
      return failed(e, command, err);
    }
  }

  /** The doctor is a command of its own: a subcommand would need a photo and a painting too. */
  private static boolean isDoctor(String... arguments) {
    return arguments.length > 0 && arguments[0].equals(DoctorCommand.NAME);
  }

  private static String[] withoutFirst(String... arguments) {
    return Arrays.copyOfRange(arguments, 1, arguments.length);
  }

  private static int wrongUse(ParameterException e, PrintStream err) {
    err.println("stylize: " + ErrorLine.of(e) + " (see stylize --help)");
    return WRONG_USE;
  }

  private static int failed(Throwable e, StylizeCommand command, PrintStream err) {
    // An interrupt reaches us as whatever the work that it ended has thrown.
    if (Thread.interrupted()) {
      err.println("stylize: stopped before there was a picture; nothing was written");
      return STOPPED;
    }
    err.println("stylize: " + ErrorLine.of(e));
    if (command.isVerbose()) {
      e.printStackTrace(err);
    }
    return FAILED;
  }
}
