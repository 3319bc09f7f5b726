package stylize.spark;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs what spark-submit is asked for. */
final class Commands {
  private Commands() {}

  /** Runs a job, and ends the process with an error if it fails, but not if single files do. */
  static void run(Callable<Integer> job, String[] arguments) {
    CommandLine command = new CommandLine(job);
    command.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          failed.getErr().println("stylize-spark: " + error.getMessage());
          return failed.getCommandSpec().exitCodeOnExecutionException();
        });
    int code = command.execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
