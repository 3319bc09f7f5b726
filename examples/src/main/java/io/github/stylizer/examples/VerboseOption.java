package io.github.stylizer.examples;

import picocli.CommandLine.Option;

/** Whether to print stack traces. */
final class VerboseOption {

  @Option(names = "--verbose", description = "Print the stack trace of an error.")
  private boolean given;

  boolean isGiven() {
    return given;
  }
}
