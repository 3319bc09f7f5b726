package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.metanet.CompactEncoder;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The network that paints any style at once. */
final class MetaNetOptions {

  @Option(
      names = "--metanet",
      paramLabel = "FILE",
      required = true,
      description = {"A MetaNet (.safetensors or .pth) instead of the network that comes along."})
  private Path file;

  @Option(
      names = "--transform-net",
      paramLabel = "FILE",
      description = "The second file, for a network that was kept in two, as the original's.")
  private Path transformNet;

  @Option(
      names = "--encoder",
      paramLabel = "FILE",
      description =
          "What the network reads paintings by instead of a VGG: of stylize train encoder.")
  private Path encoder;

  /**
   * Finds contradictions.
   *
   * @param vgg null if none was asked for
   * @throws IllegalArgumentException if there are two networks to read paintings by
   */
  void check(VggOptions vgg) {
    if (encoder != null && vgg != null) {
      throw new IllegalArgumentException(
          "--encoder takes the place of VGG: leave out --vgg and --vgg19");
    }
  }

  /** The files that no result may replace. */
  List<Path> files() {
    return Stream.of(file, transformNet, encoder).filter(path -> path != null).toList();
  }

  /**
   * Opens the encoder, or describes the VGG that the network reads paintings with, which is loaded
   * when it is first needed: style codes need none.
   *
   * @param vgg which weights, or null for those that fit the network, from the usual places
   * @param listener told of a download
   * @return what reads paintings, which the caller closes
   * @throws IOException if the file of the network cannot be read, or no VGG fits it
   */
  FeatureExtractor extractor(VggOptions vgg, ProgressListener listener) throws IOException {
    if (encoder != null) {
      return CompactEncoder.load(encoder);
    }
    List<String> taps = MetaNet.taps(file);
    try {
      return (vgg == null ? new VggOptions() : vgg).network(taps, listener).buildOnDemand();
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(
          file, "reads paintings at " + String.join(" ", taps) + ", but " + e.getMessage(), e);
    }
  }

  /**
   * Loads the network.
   *
   * @param extractor what {@link #extractor} has returned; must outlive the network
   * @return the network, which the caller closes
   * @throws IOException if it cannot be read or is no MetaNet
   */
  MetaNet load(FeatureExtractor extractor) throws IOException {
    MetaNetLoader loader = MetaNet.loader(file, extractor);
    ifGiven(transformNet, loader::transformNet);
    return loader.load();
  }

  /**
   * Makes everything ready to paint.
   *
   * @param styles what to paint like
   * @param vgg as for {@link #extractor}
   * @param listener told of a download
   * @return the painter, which the caller closes
   * @throws IOException if a network cannot be read
   */
  Painter painter(List<MetaNetStyle> styles, VggOptions vgg, ProgressListener listener)
      throws IOException {
    FeatureExtractor extractor = extractor(vgg, listener);
    try {
      return new MetaNetPainter(styles, load(extractor), extractor);
    } catch (IOException | RuntimeException e) {
      extractor.close();
      throw e;
    }
  }
}
