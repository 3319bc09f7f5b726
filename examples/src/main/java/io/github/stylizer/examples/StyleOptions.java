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
import picocli.CommandLine.Option;

/** What to paint with: styles and the method for them, or a trained network. */
final class StyleOptions {

  @Option(
      names = {"-s", "--style"},
      paramLabel = "STYLE[=WEIGHT]",
      converter = StyleConverter.class,
      description =
          "A painting, a style code (a file written by stylize code), or the name of a bundled style"
              + " (stylize styles lists them). Several are blended by their weights.")
  private List<Style> styles = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A trained network (.safetensors or .pth) instead of a style.")
  private Path model;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "metanet (default): any style at once;",
        "fastnet: a network trained for the style;",
        "gatys: optimize the picture, which takes minutes.",
        "Options of a method choose it, too."
      })
  private String method;

  /**
   * Finds contradictions before anything long begins.
   *
   * @throws IllegalArgumentException if the options make no sense together
   */
  void check(MethodOptions options) {
    if (model == null && styles.isEmpty()) {
      throw new IllegalArgumentException(
          "give --style with a painting or the name of a style, or --model with a trained network");
    }
    if (model == null) {
      return;
    }
    if (!styles.isEmpty()) {
      throw new IllegalArgumentException(
          "--style and --model exclude each other: give one of them");
    }
    if (method != null || options.areGiven()) {
      throw new IllegalArgumentException(
          "--model takes neither --method nor options of a method such as gatys: the network is"
              + " trained already");
    }
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
   * Makes a stylizer. Paintings are not read yet.
   *
   * @return what paints, which the caller closes
   * @throws IllegalArgumentException if the method does not exist or does not have the options
   * @throws IOException if there is no such style or a network cannot be read
   */
  Stylizer stylizer(MethodOptions options) throws IOException {
    if (model != null) {
      return Stylizer.owning(loadModel());
    }
    for (Style style : styles) {
      requireKnown(style);
    }
    Stylizer stylizer = Stylizer.blend(styles);
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

  private TransformModel loadModel() throws IOException {
    try {
      return FastNet.load(model);
    } catch (WeightsFormatException e) {
      throw isMetaNet()
          ? new IOException(model + ": is a MetaNet: use --metanet with a --style", e)
          : e;
    }
  }

  private boolean isMetaNet() throws IOException {
    try {
      MetaNet.taps(model);
      return true;
    } catch (WeightsFormatException e) {
      return false;
    }
  }
}
