package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.WeightedStyle;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What to paint with: paintings, a style that comes with a method, or a trained network. */
final class StyleOptions {

  @Option(
      names = {"-s", "--style"},
      paramLabel = "PAINTING[=WEIGHT]",
      converter = StyleOption.Converter.class,
      description =
          "The painting; several are blended, in the ratio of their weights. Or the name of a style"
              + " that comes with a method.")
  private List<StyleOption> styles = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A trained network (.safetensors or .pth) instead of a painting.")
  private Path model;

  @Option(names = "--method", paramLabel = "NAME", description = "How to paint, such as gatys.")
  private String method;

  @ArgGroup(exclusive = false, heading = "%nOptions of the method gatys:%n")
  private GatysOptions gatys;

  /**
   * Finds contradictions and numbers out of range, before anything long begins.
   *
   * @throws IOException if the picture to start from cannot be read
   * @throws IllegalArgumentException if the options make no sense
   */
  void check() throws IOException {
    if (styles.isEmpty() == (model == null)) {
      throw new IllegalArgumentException(
          model == null
              ? "give --style with a painting, or --model with a trained network"
              : "--style and --model exclude each other: give one of them");
    }
    if (method != null && model != null) {
      throw new IllegalArgumentException(
          "--method and --model exclude each other: a trained network needs no method");
    }
    if (method != null) {
      Methods.named(method);
    }
    if (gatys != null) {
      checkGatys();
    }
  }

  private void checkGatys() throws IOException {
    gatys.check();
    if (model != null) {
      throw new IllegalArgumentException(
          "--model does not take options of the method gatys: the network is trained already");
    }
    String painter =
        method == null && isNamed() ? Methods.withStyle(styles.get(0).name()).name() : method;
    if (painter != null && !painter.equals("gatys")) {
      throw new IllegalArgumentException(
          "the method " + painter + " does not take options of the method gatys");
    }
  }

  private boolean isNamed() {
    return styles.size() == 1
        && !styles.get(0).isFile()
        && Methods.styleNames().contains(styles.get(0).name());
  }

  /** Whether the style is learned from paintings, and not one that was learned already. */
  boolean isPainting() {
    return model == null && !isNamed();
  }

  /** The files to paint with, which no result may replace. */
  List<Path> files() {
    return model == null
        ? styles.stream().filter(StyleOption::isFile).map(StyleOption::file).toList()
        : List.of(model);
  }

  /**
   * Reads the paintings, before anything long begins.
   *
   * @return the paintings; none if the style is a trained network or comes with a method
   * @throws IOException if one is neither a picture nor the name of a style
   */
  List<WeightedStyle> readPaintings() throws IOException {
    List<WeightedStyle> paintings = new ArrayList<>();
    if (!isNamed()) {
      for (StyleOption style : styles) {
        paintings.add(read(style));
      }
    }
    return paintings;
  }

  private WeightedStyle read(StyleOption style) throws IOException {
    if (style.isFile()) {
      return new WeightedStyle(ImageDecoder.standard().read(style.file()), style.weight());
    }
    SortedSet<String> names = Methods.styleNames();
    throw new IOException(
        "there is no style '"
            + style.name()
            + "': neither a file "
            + style.file().toAbsolutePath()
            + " nor a style that comes with a method ("
            + (names.isEmpty() ? "there are none" : String.join(", ", names))
            + (styles.size() == 1 ? ")" : "; only files can be blended)"));
  }

  /**
   * Loads the network that the options ask for.
   *
   * @param listener told of a download
   * @return the network, which the caller closes; null if none is needed or the default one will do
   * @throws IOException if its weights cannot be found or read
   */
  Vgg openNetwork(ProgressListener listener) throws IOException {
    return gatys == null ? null : gatys.openNetwork(listener);
  }

  /**
   * Makes the style ready.
   *
   * @param paintings what {@link #readPaintings} has returned
   * @param network what {@link #openNetwork} has returned; must outlive the result
   * @param listener told of a download
   * @return the model, which the caller closes
   * @throws IOException if weights cannot be found or read
   */
  StyleModel prepare(List<WeightedStyle> paintings, Vgg network, ProgressListener listener)
      throws IOException {
    if (model != null) {
      return FastNet.load(model);
    }
    if (paintings.isEmpty()) {
      String name = styles.get(0).name();
      return (method == null ? Methods.withStyle(name) : Methods.named(method)).named(name);
    }
    return method(network).prepare(paintings, listener);
  }

  /**
   * Sets up the method for paintings.
   *
   * @param network what {@link #openNetwork} has returned
   * @return the method
   * @throws IOException if the picture to start from cannot be read
   */
  StyleMethod method(Vgg network) throws IOException {
    if (gatys != null) {
      return gatys.method(network);
    }
    return method == null ? Methods.preferred() : Methods.named(method);
  }
}
