package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import java.io.PrintStream;

/** Shows a person how far the work is. */
interface ProgressDisplay extends ProgressListener, AutoCloseable {

  /** Set to true by the stylize script if errors are shown on a terminal. */
  String TERMINAL_PROPERTY = "stylize.terminal";

  /** A bar on a terminal, plain lines everywhere else. */
  static ProgressDisplay on(PrintStream err) {
    return isTerminal() ? new ProgressBars(err) : new ProgressLines(err);
  }

  private static boolean isTerminal() {
    String told = System.getProperty(TERMINAL_PROPERTY);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /** Ends the display, so that other lines may follow. */
  @Override
  void close();
}
