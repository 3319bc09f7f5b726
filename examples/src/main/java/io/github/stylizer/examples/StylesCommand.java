package io.github.stylizer.examples;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleMethods;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.OutputFile;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the bundled styles, or paints a photo in all of them. */
@Command(
    name = "stylize " + StylesCommand.NAME,
    description = "Lists the bundled styles for --style, or paints a photo in all of them.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class StylesCommand implements Callable<Integer> {

  static final String NAME = "styles";

  private static final String SAMPLE = "cat.jpg";

  @Option(
      names = "--sheet",
      paramLabel = "OUT",
      description = "Write a sheet of the photo in every style.")
  private Path sheet;

  @Option(
      names = "--photo",
      paramLabel = "PHOTO",
      description = "Photo on the sheet (default: a bundled one).")
  private @Nullable Path photo;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "320",
      description = "Longer side of each image on the sheet in pixels (default: ${DEFAULT-VALUE}).")
  private int size;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Mixin
  private VerboseOption verbose;

  @Spec private CommandSpec spec;

  private final PrintStream err;

  StylesCommand(PrintStream err, VerboseOption verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public Integer call() throws IOException {
    if (sheet == null) {
      if (photo != null) {
        throw new ParameterException(spec.commandLine(), "--photo needs --sheet");
      }
      list(spec.commandLine().getOut());
      return Main.DONE;
    }
    return draw();
  }

  private static void list(PrintWriter out) {
    List<NamedStyle> styles = Stylizer.styles();
    int width = styles.stream().mapToInt(style -> style.name().length()).max().orElse(0);
    for (NamedStyle style : styles) {
      out.printf(
          Locale.ROOT,
          "%-" + width + "s  %s, %s, %s%s%n",
          style.name(),
          style.title(),
          style.artist(),
          style.date(),
          others(style));
    }
    out.flush();
  }

  /** Names the methods besides the first that have the style. */
  private static String others(NamedStyle style) {
    return StyleMethods.all().stream()
        .filter(method -> method.styles().stream().anyMatch(own -> own.name().equals(style.name())))
        .skip(1)
        .map(StyleMethod::name)
        .map(method -> " (also --method " + method + ")")
        .collect(Collectors.joining());
  }

  private int draw() throws IOException {
    checkSheet();
    BufferedImage picture = photo == null ? sample() : ImageDecoder.standard().read(photo);
    BufferedImage drawn;
    try (ProgressDisplay display = ProgressDisplay.on(err)) {
      drawn = new StyleSheet(picture, size).draw(Stylizer.styles(), display);
    }
    boolean stopped = Thread.interrupted();
    if (!stopped) {
      ImageEncoder.standard().write(drawn, sheet);
      if (!StyleSheet.hasFonts()) {
        err.println(
            "stylize: no fonts found, so the sheet has no labels: the styles are in the order of"
                + " stylize styles, after the photo itself (install fontconfig and a font)");
      }
      err.printf(
          Locale.ROOT, "stylize: wrote %s (%dx%d)%n", sheet, drawn.getWidth(), drawn.getHeight());
    }
    return stopped ? Main.STOPPED : Main.DONE;
  }

  private void checkSheet() throws IOException {
    if (size < StyleSheet.MINIMUM_SIDE || size > StyleSheet.MAXIMUM_SIDE) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              Locale.ROOT,
              "--size must be %d … %d, but is %d",
              StyleSheet.MINIMUM_SIDE,
              StyleSheet.MAXIMUM_SIDE,
              size));
    }
    OutputFile.check(sheet, photo == null ? List.of() : List.of(photo));
  }

  private static BufferedImage sample() throws IOException {
    try (InputStream stream = StylesCommand.class.getResourceAsStream(SAMPLE)) {
      if (stream == null) {
        throw new FileNotFoundException(
            "the photo " + SAMPLE + " is missing from the program's jar");
      }
      return ImageDecoder.standard().read(stream, SAMPLE);
    }
  }
}
