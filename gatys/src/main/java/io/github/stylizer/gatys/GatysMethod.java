package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.MethodOption;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Style transfer by optimizing the picture itself until its features look like the photo's in
 * content and like the painting's in style: Gatys, Ecker and Bethge, <a
 * href="https://arxiv.org/abs/1508.06576">arXiv 1508.06576</a>. Nothing is trained; a picture takes
 * hundreds of passes through a VGG.
 *
 * <pre>{@code
 * GatysMethod gatys = GatysMethod.builder().evaluations(100).styleWeight(5e6).build();
 * try (Stylizer stylizer = Stylizer.style(Path.of("painting.jpg")).with(gatys).size(512)) {
 *   BufferedImage painted = stylizer.apply(photo);
 * }
 * }</pre>
 *
 * <p>The defaults are the paper's: content at the third tap with weight 1, Gram matrices of all
 * taps with weight 1e6, 300 evaluations from the photo, the painting at the size of the photo. Only
 * L-BFGS searches the length of its steps, which the paper's did not; {@link GatysOptimizer#LBFGS}
 * gives exactly the paper. Immutable; safe for concurrent use.
 *
 * <p>On an interrupt a model returns the best picture so far, with the interrupt flag of the thread
 * set. Its listener may paint, with this model too. A listener that closes the model does not
 * block: the run ends with an {@link IllegalStateException}, unless that was its last evaluation.
 */
public final class GatysMethod implements StyleMethod {
  private final FeatureExtractor extractor;
  private final VggTextOptions network;
  private final GatysOptions options;

  /** Makes the method with its defaults, as {@link java.util.ServiceLoader} does. */
  public GatysMethod() {
    this(new Builder(null));
  }

  private GatysMethod(Builder builder) {
    this.extractor = builder.extractor;
    this.network = builder.network;
    this.options = builder.options();
  }

  /**
   * Starts to describe the method with VGG-16 and its usual weights, loaded for each style.
   *
   * @return a builder with the paper's defaults
   */
  public static Builder builder() {
    return new Builder(null);
  }

  /**
   * Starts to describe the method with a feature extractor of the caller's.
   *
   * @param extractor computes the features; stays the caller's and must outlive every model
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
    List<Style.Painting> paintings = paintings(Style.counted(styles));
    if (extractor != null) {
      return new GatysModel(extractor, options, paintings, () -> {});
    }
    Vgg vgg = network.builder().onProgress(listener).build();
    try {
      return new GatysModel(vgg, options, paintings, vgg::close);
    } catch (RuntimeException e) {
      vgg.close();
      throw e;
    }
  }

  private static List<Style.Painting> paintings(List<Style> styles) {
    List<Style.Painting> paintings = new ArrayList<>();
    for (Style style : styles) {
      if (!(style instanceof Style.Painting painting)) {
        throw new IllegalArgumentException(
            "gatys needs the painting itself, but '%s' is a style computed before: give an image, or"
                    .formatted(style)
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
   * Configures the method from texts: the numbers of the {@link Builder}, and which VGG to load.
   *
   * @param values by the names of {@link #options()}; what is missing has the paper's value, not
   *     that of this method
   * @return a method with these options
   * @throws IllegalArgumentException if a name is unknown or a value is wrong
   * @throws IOException if the image to start from cannot be read
   */
  @Override
  public GatysMethod with(Map<String, String> values) throws IOException {
    return GatysTextOptions.method(values);
  }

  /** Describes a {@link GatysMethod}. Not safe for concurrent use. */
  public static final class Builder {
    private final FeatureExtractor extractor;
    VggTextOptions network = VggTextOptions.DEFAULT;
    private int evaluations = 300;
    private double contentWeight = 1;
    private double styleWeight = 1e6;
    private final Map<String, Double> contentTaps = new LinkedHashMap<>();
    private final Map<String, Double> styleTaps = new LinkedHashMap<>();
    private double totalVariationWeight;
    private GatysOptimizer optimizer = GatysOptimizer.LBFGS_STRONG_WOLFE;
    private Double learningRate;
    private GatysInit start = GatysInit.CONTENT;
    private BufferedImage startImage;
    private double styleScale = 1;
    private int smallestSide;
    private long seed;

    private Builder(FeatureExtractor extractor) {
      this.extractor = extractor;
    }

    /**
     * Sets how often the loss is evaluated, at every size of a pyramid.
     *
     * @param count at least 1; default 300
     * @return this builder
     */
    public Builder evaluations(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("evaluations must be at least 1, but are " + count);
      }
      this.evaluations = count;
      return this;
    }

    /**
     * Sets the weight of the content, a factor on that of every content tap.
     *
     * @param weight finite, at least 0; default 1
     * @return this builder
     */
    public Builder contentWeight(double weight) {
      this.contentWeight = PerceptualLoss.requireWeight("content weight", weight);
      return this;
    }

    /**
     * Sets the weight of the style, a factor on that of every style tap.
     *
     * @param weight finite, at least 0; default 1e6
     * @return this builder
     */
    public Builder styleWeight(double weight) {
      this.styleWeight = PerceptualLoss.requireWeight("style weight", weight);
      return this;
    }

    /**
     * Uses a tap for the content. The first call replaces the default, which is the third tap.
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
     * Uses a tap for the style. The first call replaces the default, which is all taps.
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
     * Sets the weight of the total variation, which smooths the picture.
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
     * Chooses what the picture is at first.
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
     * Starts from a picture.
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
      if (!(scale >= 0.1 && scale <= 10)) {
        throw new IllegalArgumentException(
            "the style scale must be between 0.1 and 10, but is " + scale);
      }
      this.styleScale = scale;
      return this;
    }

    /**
     * Works from small to large: each picture is √2 times larger than the one before and starts
     * from it. The last has the photo's size, the first at least this longer side. Large pictures
     * get large strokes, and in less time.
     *
     * @param side the longer side of the smallest picture in pixels, at least 32
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
     * Makes the method.
     *
     * @return the method
     * @throws IllegalArgumentException if a tap does not exist or nothing has a weight
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
