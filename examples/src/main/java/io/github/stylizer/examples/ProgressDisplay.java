package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import java.io.Console;
import java.io.PrintStream;

/** Shows progress to the user. */
interface ProgressDisplay extends ProgressListener, AutoCloseable {

  /** Width of the terminal that stderr goes to, set by the stylize script; 0 if none. */
  String COLUMNS_PROPERTY = "stylize.columns";

  /** A bar on a terminal, plain lines everywhere else. */
  static ProgressDisplay on(PrintStream err) {
    int columns = Integer.getInteger(COLUMNS_PROPERTY, isTerminal() ? 80 : 0);
    return columns > 0 ? new ProgressBars(err, columns) : new ProgressLines(err);
  }

  @SuppressWarnings("SystemConsoleNull") // a console without a terminal is asked for one
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // Before Java 22 only a terminal had a console.
      return true;
    }
  }

  /** Ends the display, so that other lines can follow. */
  @Override
  void close();
}
