package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import java.io.PrintStream;

/** Shows progress to the user. */
interface ProgressDisplay extends ProgressListener, AutoCloseable {

  /** Width of the terminal that stderr goes to, set by the stylize script; 0 if none. */
  String COLUMNS_PROPERTY = "stylize.columns";

  /** A bar on a terminal, plain lines everywhere else. */
  static ProgressDisplay on(PrintStream err) {
    int columns = Integer.getInteger(COLUMNS_PROPERTY, System.console() == null ? 0 : 80);
    return columns > 0 ? new ProgressBars(err, columns) : new ProgressLines(err);
  }

  /** Ends the display, so that other lines can follow. */
  @Override
  void close();
}
