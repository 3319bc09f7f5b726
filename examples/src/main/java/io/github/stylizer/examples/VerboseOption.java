package io.github.stylizer.examples;

import picocli.CommandLine.Option;

/** The wish to see more of an error than one line. */
final class VerboseOption {

  @Option(names = "--verbose", description = "Show where an error comes from.")
  private boolean given;

  boolean isGiven() {
    return given;
  }
}
