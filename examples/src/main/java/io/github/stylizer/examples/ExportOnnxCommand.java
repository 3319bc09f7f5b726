package io.github.stylizer.examples;

import io.github.stylizer.OnnxFormat;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.OutputFile;
import io.github.stylizer.fastnet.FastNetMethod;
import io.github.stylizer.metanet.MetaNetMethod;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes the network of a style as an ONNX file. */
@Command(
    name = ExportOnnxCommand.NAME,
    description = "Writes the network of a style as an ONNX file, for any runtime of ONNX.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "The graph has one input, photo, and one output, painting: float32 (batch, 3, height, width),"
          + " RGB, of any size. docs/onnx.md has a program that paints with it."
    })
final class ExportOnnxCommand implements Callable<Integer> {

  static final String NAME = "onnx";

  @Mixin private StyleOptions style;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "File to write, overwritten if it exists.")
  private Path output;

  @Option(
      names = "--colors",
      paramLabel = "0-1|0-255",
      converter = ColorsConverter.class,
      description = "Range of the colors of photo and painting (default: 0-1).")
  private OnnxFormat.Colors colors = OnnxFormat.Colors.UNIT;

  @Option(
      names = "--half",
      description =
          "Store the weights in half precision: half the size, with no visible difference.")
  private boolean half;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;
  private final MethodOptions methods =
      new MethodOptions(List.of(new MetaNetMethod(), new FastNetMethod()));

  /** Reads a range. */
  static final class ColorsConverter implements ITypeConverter<OnnxFormat.Colors> {
    @Override
    public OnnxFormat.Colors convert(String text) {
      for (OnnxFormat.Colors range : OnnxFormat.Colors.values()) {
        if (text.equals("0-" + range.white())) {
          return range;
        }
      }
      throw new TypeConversionException(
          String.format(Locale.ROOT, "'%s' is no range of colors: use 0-1 or 0-255", text));
    }
  }

  ExportOnnxCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /** The command line, with the options of the methods that paint with a network. */
  CommandLine commandLine() {
    return methods.commandLine(this);
  }

  @Override
  public Integer call() throws IOException {
    try (Stylizer stylizer = stylizer();
        ProgressDisplay display = ProgressDisplay.on(err)) {
      List<Path> inputs = new ArrayList<>(style.files());
      inputs.addAll(methods.files());
      if (Files.isDirectory(output)) {
        throw new IOException(output + " is a directory: give a file name");
      }
      OutputFile.requireOther(output, inputs, "-o");
      stylizer.onProgress(display).exportOnnx(output, new OnnxFormat(colors, half));
    }
    err.println("stylize: wrote " + output);
    return Main.DONE;
  }

  /** Creates the stylizer. Options that cannot be combined are wrong usage. */
  private Stylizer stylizer() throws IOException {
    try {
      style.check(methods);
      return style.stylizer(methods);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ParameterException(
          spec.commandLine(), Objects.requireNonNullElse(e.getMessage(), ""), e);
    }
  }
}
