package io.github.stylizer.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a network; what kind of network, the next word says. */
@Command(
    name = "stylize " + TrainCommand.NAME,
    description = "Trains a network on photos, which then paints in one pass.",
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
        spec.commandLine(), "say what to train: " + String.join(", ", spec.subcommands().keySet()));
  }
}
