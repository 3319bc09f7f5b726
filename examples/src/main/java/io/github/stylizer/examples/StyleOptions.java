package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.WeightedStyle;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What to paint with: paintings, a style that comes with a method, or a trained network. */
final class StyleOptions {

  @Option(
      names = {"-s", "--style"},
      paramLabel = "STYLE[=WEIGHT]",
      converter = StyleOption.Converter.class,
      description =
          "A painting, a file of stylize code, or the name of a style that comes along (stylize"
              + " styles lists them); several are blended, in the ratio of their weights.")
  private List<StyleOption> styles = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A trained network (.safetensors or .pth) instead of a painting.")
  private Path model;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "metanet, the default: any style at once;",
        "fastnet: with a network that was trained for the style;",
        "gatys: by optimizing the picture, which takes minutes. Its options choose it, too."
      })
  private String method;

  @ArgGroup(exclusive = false, heading = "%nA network of your own for the method metanet:%n")
  private MetaNetOptions metaNet;

  @ArgGroup(
      exclusive = false,
      heading = "%nThe network that gatys and a --metanet see paintings by:%n")
  private VggOptions vgg;

  @ArgGroup(exclusive = false, heading = "%nOptions of the method gatys:%n")
  private GatysOptions gatys;

  /**
   * Finds contradictions and numbers out of range, before anything long begins.
   *
   * @throws IOException if the picture to start from cannot be read
   * @throws IllegalArgumentException if the options make no sense
   */
  void check() throws IOException {
    if (vgg != null) {
      vgg.check();
    }
    if (gatys != null) {
      gatys.check();
    }
    if (model != null) {
      checkModel();
    } else if (styles.isEmpty()) {
      throw new IllegalArgumentException(
          metaNet == null
              ? "give --style with a painting or the name of a style, or --model with a trained network"
              : "--metanet paints like any painting: give one with --style");
    } else if (metaNet != null) {
      checkMetaNet();
    } else {
      checkMethod();
    }
  }

  private void checkModel() {
    if (metaNet != null) {
      throw new IllegalArgumentException(
          "--metanet and --model exclude each other: a network for --model has its style already");
    }
    if (!styles.isEmpty()) {
      throw new IllegalArgumentException(
          "--style and --model exclude each other: give one of them");
    }
    if (method != null) {
      throw new IllegalArgumentException(
          "--method and --model exclude each other: a trained network needs no method");
    }
    if (gatys != null || vgg != null) {
      throw new IllegalArgumentException(
          "--model does not take options of the method gatys: the network is trained already");
    }
  }

  private void checkMetaNet() {
    if (method != null && !method.equals(Methods.METANET)) {
      throw new IllegalArgumentException(
          "--metanet and --method %s exclude each other: give one of them".formatted(method));
    }
    metaNet.check(vgg);
    if (gatys != null) {
      throw new IllegalArgumentException(
          "--metanet does not take options of the method gatys: nothing is optimized");
    }
  }

  private void checkMethod() {
    if (method != null) {
      Methods.named(method);
    }
    if ((gatys != null || vgg != null) && !painter().equals(Methods.GATYS)) {
      throw new IllegalArgumentException(
          "the method " + painter() + " does not take options of the method gatys");
    }
  }

  /** The method that paints, where no network of the user's does. */
  private String painter() {
    if (method != null) {
      return method;
    }
    if (isNamed()) {
      return Methods.withStyle(styles.get(0).name()).name();
    }
    return gatys != null || vgg != null ? Methods.GATYS : Methods.preferred().name();
  }

  private boolean isNamed() {
    return styles.size() == 1
        && !styles.get(0).isFile()
        && Methods.styleNames().contains(styles.get(0).name());
  }

  /**
   * Whether the style is learned from paintings, and not one that was learned already.
   *
   * @throws IOException if a file cannot be read
   */
  boolean isPainting() throws IOException {
    if (model != null) {
      return false;
    }
    boolean codes = metaNet != null || painter().equals(Methods.METANET);
    for (StyleOption style : styles) {
      if (!style.isFile() || (codes && MetaNetStyle.isCode(style.file()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the picture itself is optimized, and not painted by a network in one pass. */
  boolean isOptimized() {
    return model == null && metaNet == null && painter().equals(Methods.GATYS);
  }

  /** What to paint with, as the user gave it. */
  List<String> names() {
    return model != null
        ? List.of(model.toString())
        : styles.stream().map(StyleOption::name).toList();
  }

  /** The files to paint with, which no result may replace. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    styles.stream().filter(StyleOption::isFile).map(StyleOption::file).forEach(files::add);
    OptionValue.ifGiven(model, files::add);
    OptionValue.ifGiven(metaNet, options -> files.addAll(options.files()));
    return files;
  }

  /**
   * Reads paintings or networks.
   *
   * @param listener told of a download
   * @return what paints, which the caller closes
   * @throws IOException if a style is neither a file that can be read nor the name of a style, or
   *     weights cannot be found or read
   */
  Painter open(ProgressListener listener) throws IOException {
    if (model != null) {
      return any -> loadModel();
    }
    if (metaNet != null) {
      return metaNet.painter(metaNetStyles(), vgg, listener);
    }
    if (painter().equals(Methods.METANET)) {
      return new MetaNetPainter(metaNetStyles(), MetaNet.compact(), null);
    }
    StyleMethod chosen = Methods.named(painter());
    if (isNamed()) {
      return any -> chosen.named(styles.get(0).name());
    }
    List<WeightedStyle> paintings = readPaintings(chosen);
    if (gatys == null && vgg == null) {
      return new MethodPainter(paintings, chosen, null);
    }
    GatysOptions options = gatys == null ? new GatysOptions() : gatys;
    Vgg network = options.openNetwork(vgg, listener);
    return new MethodPainter(paintings, options.method(network), network);
  }

  private StyleModel loadModel() throws IOException {
    try {
      return FastNet.load(model);
    } catch (WeightsFormatException e) {
      throw WrongFile.asModel(model, e);
    }
  }

  private List<MetaNetStyle> metaNetStyles() throws IOException {
    List<MetaNetStyle> read = new ArrayList<>();
    for (StyleOption style : styles) {
      read.add(MetaNetStyle.read(style));
    }
    return read;
  }

  private List<WeightedStyle> readPaintings(StyleMethod reader) throws IOException {
    List<WeightedStyle> paintings = new ArrayList<>();
    for (StyleOption style : styles) {
      paintings.add(read(style, reader));
    }
    return paintings;
  }

  private static WeightedStyle read(StyleOption style, StyleMethod reader) throws IOException {
    if (!style.isFile()) {
      throw Methods.styleNames().contains(style.name())
          ? WrongFile.noPicture(style, reader)
          : WrongFile.noStyle(style);
    }
    try {
      return new WeightedStyle(ImageDecoder.standard().read(style.file()), style.weight());
    } catch (ImageFormatException e) {
      throw WrongFile.asPainting(style.file(), e);
    }
  }
}
