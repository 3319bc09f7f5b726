package io.github.stylizer.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the network of a style in the format that the subcommand names. */
@Command(
    name = "stylize " + ExportCommand.NAME,
    description = "Writes the network of a style for other programs.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "FORMAT",
    commandListHeading = "%nFormats:%n",
    footer = {"", "stylize export FORMAT --help lists the options of a format."})
final class ExportCommand implements Runnable {

  static final String NAME = "export";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "missing FORMAT, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
