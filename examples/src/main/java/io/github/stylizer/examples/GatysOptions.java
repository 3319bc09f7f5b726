package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.gatys.GatysInit;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.gatys.GatysOptimizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.vgg.Pooling;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of the method gatys. What is not given is left to the library's defaults. */
final class GatysOptions {

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description = "How often the network is evaluated at most: more is better and slower.")
  private Integer evaluations;

  @Option(names = "--style-weight", paramLabel = "W", description = "How much the painting counts.")
  private Double styleWeight;

  @Option(names = "--content-weight", paramLabel = "W", description = "How much the photo counts.")
  private Double contentWeight;

  @Option(
      names = "--tv-weight",
      paramLabel = "W",
      description = "How much smoothness counts (total variation).")
  private Double totalVariationWeight;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "lbfgs, lbfgs-strong-wolfe or adam.",
      converter = OptimizerConverter.class)
  private GatysOptimizer optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "The length of the optimizer's steps.")
  private Double learningRate;

  @Option(
      names = "--start",
      paramLabel = "content|noise|FILE",
      description = "What the optimization starts from: the photo, noise or a picture of yours.")
  private String start;

  @Option(
      names = "--style-scale",
      paramLabel = "S",
      description = "Size of the painting beside the photo: below 1 makes finer strokes.")
  private Double styleScale;

  @Option(
      names = "--multi-scale",
      paramLabel = "N",
      description = "Begin at no less than N pixels on the longest side and grow to the full size.")
  private Integer multiScale;

  @Option(
      names = "--pooling",
      paramLabel = "max|average",
      description = "How the network shrinks its feature maps.",
      converter = PoolingConverter.class)
  private Pooling pooling;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the noise.")
  private Long seed;

  /** Knows the optimizers by their names on the command line. */
  static final class OptimizerConverter extends NameConverter<GatysOptimizer> {
    OptimizerConverter() {
      super(GatysOptimizer.values());
    }
  }

  /** Knows the poolings by their names on the command line. */
  static final class PoolingConverter extends NameConverter<Pooling> {
    PoolingConverter() {
      super(Pooling.values());
    }
  }

  /**
   * Checks the numbers and the picture to start from, before anything long begins.
   *
   * @throws IOException if the picture to start from cannot be read
   * @throws IllegalArgumentException if a number is out of range
   */
  void check() throws IOException {
    configure(GatysMethod.builder());
  }

  /**
   * Loads the network that the options ask for.
   *
   * @param vgg which weights, or null for the usual ones
   * @param listener told of a download
   * @return the network, which the caller closes; null if the default one will do
   * @throws IOException if its weights cannot be found or read
   */
  Vgg openNetwork(VggOptions vgg, ProgressListener listener) throws IOException {
    if (vgg == null && pooling == null) {
      return null;
    }
    Vgg.Builder builder = (vgg == null ? new VggOptions() : vgg).network(listener);
    ifGiven(pooling, builder::pooling);
    return builder.build();
  }

  /**
   * Sets the method up.
   *
   * @param network the network, or null for the default one
   * @return the method
   * @throws IOException if the picture to start from cannot be read
   */
  GatysMethod method(Vgg network) throws IOException {
    GatysMethod.Builder builder =
        network == null ? GatysMethod.builder() : GatysMethod.builder(network);
    configure(builder);
    return builder.build();
  }

  private void configure(GatysMethod.Builder builder) throws IOException {
    ifGiven(evaluations, builder::evaluations);
    ifGiven(styleWeight, builder::styleWeight);
    ifGiven(contentWeight, builder::contentWeight);
    ifGiven(totalVariationWeight, builder::totalVariationWeight);
    ifGiven(optimizer, builder::optimizer);
    ifGiven(learningRate, builder::learningRate);
    ifGiven(styleScale, builder::styleScale);
    ifGiven(multiScale, builder::multiScale);
    ifGiven(seed, builder::seed);
    if (start != null) {
      setStart(builder);
    }
  }

  private void setStart(GatysMethod.Builder builder) throws IOException {
    switch (start) {
      case "content" -> builder.start(GatysInit.CONTENT);
      case "noise" -> builder.start(GatysInit.NOISE);
      default -> builder.startImage(ImageDecoder.standard().read(Path.of(start)));
    }
  }
}
