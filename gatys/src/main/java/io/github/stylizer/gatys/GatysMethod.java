package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.MethodOption;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Style transfer by optimizing the result itself until its features match the photo's in content
 * and the painting's in style: Gatys, Ecker and Bethge, <a
 * href="https://arxiv.org/abs/1508.06576">arXiv 1508.06576</a>. Nothing is trained; each result
 * takes hundreds of passes through a VGG.
 *
 * <pre>{@code
 * GatysMethod gatys = GatysMethod.builder().evaluations(100).styleWeight(5e6).build();
 * try (Stylizer stylizer = Stylizer.style(Path.of("painting.jpg")).with(gatys).size(512)) {
 *   BufferedImage painted = stylizer.apply(photo);
 * }
 * }</pre>
 *
 * <p>The defaults are the paper's: content at the third tap with weight 1, Gram matrices of all
 * taps with weight 1e6, 300 evaluations starting from the photo, the painting at the size of the
 * photo. The exception is L-BFGS, which here uses a line search; {@link GatysOptimizer#LBFGS}
 * follows the paper exactly. Immutable; safe for concurrent use.
 *
 * <p>With {@link io.github.stylizer.Stylizer#regions} one result is optimized for all styles, each
 * of which counts in its region only: Gatys et al. 2016, <a
 * href="https://arxiv.org/abs/1611.07865">arXiv 1611.07865</a>. All must have the same options.
 *
 * <p>On an interrupt a model returns the best result so far, with the thread's interrupt flag set.
 * Its listener may paint, even with this model. A listener that closes the model does not block:
 * the run ends with an {@link IllegalStateException}, unless that was its last evaluation.
 */
public final class GatysMethod implements StyleMethod {
  private final @Nullable FeatureExtractor extractor;
  private final VggTextOptions network;
  private final GatysOptions options;

  /** Creates the method with its defaults, for {@link java.util.ServiceLoader}. */
  public GatysMethod() {
    this(new Builder(null));
  }

  private GatysMethod(Builder builder) {
    this.extractor = builder.extractor;
    this.network = builder.network;
    this.options = builder.options();
  }

  /**
   * Returns a builder that loads a VGG for each style: VGG-16, or else VGG-19, if its weights are
   * configured or cached on this machine, and otherwise the compact VGG that comes with the
   * library. Downloads nothing; {@link #builder(FeatureExtractor)} takes any network.
   *
   * @return a builder with the paper's defaults
   */
  public static Builder builder() {
    return new Builder(null);
  }

  /**
   * Returns a builder that uses the caller's feature extractor.
   *
   * @param extractor computes the features; not closed by this method, and must outlive every model
   * @return a builder with the paper's defaults
   */
  public static Builder builder(FeatureExtractor extractor) {
    return new Builder(Objects.requireNonNull(extractor, "extractor"));
  }

  @Override
  public String name() {
    return "gatys";
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public StyleModel prepare(List<Style> styles, ProgressListener listener) throws IOException {
    List<Style.Painting> paintings = paintings(name(), Style.counted(styles));
    if (extractor != null) {
      return new GatysModel(extractor, options, paintings, extractor, () -> {});
    }
    FeatureExtractor vgg = network.open(Precision.FLOAT32, listener);
    try {
      return new GatysModel(vgg, options, paintings, network, vgg::close);
    } catch (RuntimeException e) {
      vgg.close();
      throw e;
    }
  }

  /**
   * Returns styles that must all be paintings.
   *
   * @param method for the message
   * @throws IllegalArgumentException if one is not
   */
  static List<Style.Painting> paintings(String method, List<Style> styles) {
    List<Style.Painting> paintings = new ArrayList<>();
    for (Style style : styles) {
      if (!(style instanceof Style.Painting painting)) {
        throw new IllegalArgumentException(
            String.format(
                    Locale.ROOT,
                    "%s needs the painting itself, but '%s' is a precomputed style: use an image, or",
                    method,
                    style)
                + " choose another method");
      }
      paintings.add(painting);
    }
    return paintings;
  }

  @Override
  public List<MethodOption> options() {
    return GatysTextOptions.ALL;
  }

  /**
   * Configures the method from text options: the settings of the {@link Builder}, and which VGG to
   * load.
   *
   * @param values by the names of {@link #options()}; missing ones have the default value, not that
   *     of this method
   * @return a method with these options
   * @throws IllegalArgumentException if a name is unknown or a value is invalid
   * @throws IOException if the image to start from cannot be read
   */
  @Override
  public GatysMethod with(Map<String, String> values) throws IOException {
    return GatysTextOptions.method(values);
  }

  /** Builds a {@link GatysMethod}. Not safe for concurrent use. */
  public static final class Builder {
    private final @Nullable FeatureExtractor extractor;
    VggTextOptions network = VggTextOptions.DEFAULT;
    private int evaluations = 300;
    private double contentWeight = 1;
    private double styleWeight = 1e6;
    private final Map<String, Double> contentTaps = new LinkedHashMap<>();
    private final Map<String, Double> styleTaps = new LinkedHashMap<>();
    private double totalVariationWeight;
    private GatysOptimizer optimizer = GatysOptimizer.LBFGS_STRONG_WOLFE;
    private @Nullable Double learningRate;
    private GatysInit start = GatysInit.CONTENT;
    private @Nullable BufferedImage startImage;
    private double styleScale = 1;
    private int smallestSide;
    private long seed;

    private Builder(@Nullable FeatureExtractor extractor) {
      this.extractor = extractor;
    }

    /**
     * Sets the number of loss evaluations, at each size of a pyramid.
     *
     * @param count at least 1; default 300
     * @return this builder
     */
    public Builder evaluations(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("evaluations must be at least 1, but is " + count);
      }
      this.evaluations = count;
      return this;
    }

    /**
     * Sets the content weight, which multiplies that of every content tap.
     *
     * @param weight finite, at least 0; default 1
     * @return this builder
     */
    public Builder contentWeight(double weight) {
      this.contentWeight = PerceptualLoss.requireWeight("content weight", weight);
      return this;
    }

    /**
     * Sets the style weight, which multiplies that of every style tap.
     *
     * @param weight finite, at least 0; default 1e6
     * @return this builder
     */
    public Builder styleWeight(double weight) {
      this.styleWeight = PerceptualLoss.requireWeight("style weight", weight);
      return this;
    }

    /**
     * Adds a content tap. The first call replaces the default, which is the third tap.
     *
     * @param tap a tap of the extractor
     * @param weight its share of the content weight, finite, at least 0
     * @return this builder
     */
    public Builder contentTap(String tap, double weight) {
      contentTaps.put(
          Objects.requireNonNull(tap, "tap"),
          PerceptualLoss.requireWeight("content weight of " + tap, weight));
      return this;
    }

    /**
     * Adds a style tap. The first call replaces the default, which is all taps.
     *
     * @param tap a tap of the extractor
     * @param weight its share of the style weight, finite, at least 0
     * @return this builder
     */
    public Builder styleTap(String tap, double weight) {
      styleTaps.put(
          Objects.requireNonNull(tap, "tap"),
          PerceptualLoss.requireWeight("style weight of " + tap, weight));
      return this;
    }

    /**
     * Sets the weight of the total variation, which smooths the result.
     *
     * @param weight finite, at least 0; default 0
     * @return this builder
     */
    public Builder totalVariationWeight(double weight) {
      this.totalVariationWeight = PerceptualLoss.requireWeight("total variation weight", weight);
      return this;
    }

    /**
     * Chooses the optimizer.
     *
     * @param kind default {@link GatysOptimizer#LBFGS_STRONG_WOLFE}
     * @return this builder
     */
    public Builder optimizer(GatysOptimizer kind) {
      this.optimizer = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /**
     * Sets the learning rate.
     *
     * @param rate finite, above 0; default 1 for L-BFGS and 0.05 for Adam
     * @return this builder
     */
    public Builder learningRate(double rate) {
      if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the learning rate must be a finite number above 0, but is " + rate);
      }
      this.learningRate = rate;
      return this;
    }

    /**
     * Chooses what to start from.
     *
     * @param kind default {@link GatysInit#CONTENT}
     * @return this builder
     */
    public Builder start(GatysInit kind) {
      this.start = Objects.requireNonNull(kind, "kind");
      this.startImage = null;
      return this;
    }

    /**
     * Starts from an image.
     *
     * @param image resized to the photo's size; not modified
     * @return this builder
     */
    public Builder startImage(BufferedImage image) {
      this.startImage = Objects.requireNonNull(image, "image");
      return this;
    }

    /**
     * Sets the size of the painting relative to the photo: its longer side is this factor times
     * that of the photo. Larger gives broader strokes.
     *
     * @param scale 0.1 … 10; default 1
     * @return this builder
     */
    public Builder styleScale(double scale) {
      this.styleScale = GatysOptions.requireStyleScale(scale);
      return this;
    }

    /**
     * Works from small to large: each size is √2 times the previous one and starts from its result.
     * The last is the photo's size, the first has at least this longer side. Large results get
     * large strokes, in less time.
     *
     * @param side the longer side of the smallest size in pixels, at least 32
     * @return this builder
     */
    public Builder multiScale(int side) {
      if (side < 32) {
        throw new IllegalArgumentException(
            "the smallest size must be at least 32 pixels, but is " + side);
      }
      this.smallestSide = side;
      return this;
    }

    /**
     * Sets the seed of the noise.
     *
     * @param value any number; default 0
     * @return this builder
     */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /**
     * Builds the method.
     *
     * @return the method
     * @throws IllegalArgumentException if a tap does not exist or all weights are 0
     */
    public GatysMethod build() {
      if (isNothing(contentWeight, contentTaps) && isNothing(styleWeight, styleTaps)) {
        throw new IllegalArgumentException("content weight and style weight must not both be 0");
      }
      GatysMethod gatys = new GatysMethod(this);
      if (extractor != null) {
        gatys.options.weights().loss(extractor);
      }
      return gatys;
    }

    GatysOptions options() {
      return new GatysOptions(
          new GatysWeights(
              contentWeight, styleWeight, contentTaps, styleTaps, totalVariationWeight),
          new GatysStart(start, startImage, seed),
          optimizer,
          learningRate == null ? optimizer.defaultLearningRate() : learningRate,
          evaluations,
          styleScale,
          smallestSide);
    }

    private static boolean isNothing(double weight, Map<String, Double> taps) {
      boolean ofTaps = !taps.isEmpty() && taps.values().stream().allMatch(share -> share == 0);
      return weight == 0 || ofTaps;
    }
  }
}
