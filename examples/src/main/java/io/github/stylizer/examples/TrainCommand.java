package io.github.stylizer.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a network of the kind that the subcommand names. */
@Command(
    name = "stylize " + TrainCommand.NAME,
    description = "Trains a network on photos.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "METHOD",
    commandListHeading = "%nMethods:%n",
    footer = {"", "stylize train METHOD --help lists the options of a method."})
final class TrainCommand implements Runnable {

  static final String NAME = "train";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "missing METHOD, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
