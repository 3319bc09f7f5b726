package io.github.stylizer.examples;

import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.metanet.MetaNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to paint with: styles and a method, or a trained network. */
final class StyleOptions {

  @Option(
      names = {"-s", "--style"},
      paramLabel = "STYLE[=WEIGHT]",
      converter = StyleConverter.class,
      description =
          "Painting, style code (from stylize code), or name of a bundled style (see stylize"
              + " styles). Repeat to blend styles by their weights.")
  private List<Style> styles = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Trained network (.safetensors, .pth or .onnx) to use instead of a style.")
  private @Nullable Path model;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "metanet (default): any style, in seconds;",
        "fastnet: a network trained for one style;",
        "gatys: optimize each result, in minutes;",
        "nnst: give each result the strokes of the painting, in some ten seconds.",
        "An option of a method also selects that method."
      })
  private @Nullable String method;

  /**
   * Rejects invalid combinations before anything slow starts.
   *
   * @throws IllegalArgumentException if the options cannot be combined
   */
  void check(MethodOptions options) {
    if (model == null && styles.isEmpty()) {
      throw new IllegalArgumentException(
          "use --style with a painting or the name of a style, or --model with a trained network");
    }
    if (model == null) {
      return;
    }
    if (!styles.isEmpty()) {
      throw new IllegalArgumentException("--style and --model cannot be combined");
    }
    if (method != null || options.areGiven()) {
      throw new IllegalArgumentException(
          "--model cannot be combined with --method or options of a method such as gatys");
    }
  }

  /** Whether the method is not left to the library. */
  boolean choosesMethod(MethodOptions options) {
    return model != null || method != null || options.areGiven();
  }

  /** What to paint with, as the user gave it. */
  List<String> names() {
    return model != null
        ? List.of(model.toString())
        : styles.stream().map(Style::toString).toList();
  }

  /** The files to paint with, which no result may replace. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Style style : styles) {
      if (style instanceof Style.File file) {
        files.add(file.path());
      }
    }
    OptionValue.ifGiven(model, files::add);
    return files;
  }

  /**
   * Creates the stylizer. Paintings are not read yet.
   *
   * @return the stylizer, which the caller closes
   * @throws IllegalArgumentException if the method does not exist or does not have the options
   * @throws IOException if there is no such style or a network cannot be read
   */
  Stylizer stylizer(MethodOptions options) throws IOException {
    if (model != null) {
      return Stylizer.owning(load(model));
    }
    return stylizer(styles, options);
  }

  /**
   * Creates a stylizer of given styles, with the method of these options.
   *
   * @return the stylizer, which the caller closes
   * @throws IllegalArgumentException if the method does not exist or does not have the options
   * @throws IOException if there is no such style
   */
  Stylizer stylizer(List<Style> blended, MethodOptions options) throws IOException {
    for (Style style : blended) {
      requireKnown(style);
    }
    Stylizer stylizer = Stylizer.blend(blended);
    return options.chosen(method).map(stylizer::with).orElse(stylizer);
  }

  private static void requireKnown(Style style) throws IOException {
    if (style instanceof Style.Bundled named) {
      try {
        Stylizer.style(named).close();
      } catch (IllegalArgumentException e) {
        throw new IOException(named.name() + ": no such file, and " + e.getMessage(), e);
      }
    }
  }

  private static TransformModel load(Path model) throws IOException {
    try {
      return FastNet.load(model);
    } catch (WeightsFormatException e) {
      throw isMetaNet(model)
          ? new IOException(model + ": is a MetaNet: use --metanet and --style", e)
          : e;
    }
  }

  private static boolean isMetaNet(Path model) throws IOException {
    try {
      MetaNet.taps(model);
      return true;
    } catch (WeightsFormatException e) {
      return false;
    }
  }
}
