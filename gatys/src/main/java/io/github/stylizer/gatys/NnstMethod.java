package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.MethodOption;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Nearest-neighbor style transfer: every feature vector of the picture is replaced by the most
 * similar one of the painting, and the picture is optimized towards them, from coarse to fine.
 * Kolkin et al., <a href="https://arxiv.org/abs/2203.13215">arXiv 2203.13215</a>. Its pictures have
 * the shapes and strokes of the painting, and take seconds.
 *
 * <pre>{@code
 * try (Stylizer stylizer = Stylizer.style(Path.of("painting.jpg")).with(new NnstMethod())) {
 *   BufferedImage painted = stylizer.apply(photo);
 * }
 * }</pre>
 *
 * <p>Differences from the paper: the features are those of four taps instead of fourteen layers, by
 * default through the compact VGG that comes with the library; then the colors of the painting are
 * matched, and a few steps of {@link io.github.stylizer.Stylizer#refine refinement}, towards a
 * content that is half the photo's and half the picture's own, bring back details of the photo.
 * Nothing is random. Several paintings share the feature vectors by their weights.
 *
 * <p>Immutable; safe for concurrent use. On an interrupt a model returns the picture so far, with
 * the thread's interrupt flag set.
 */
public final class NnstMethod implements StyleMethod {
  private final @Nullable FeatureExtractor extractor;
  private final VggTextOptions network;
  private final NnstOptions options;

  /** Creates the method with its defaults. */
  public NnstMethod() {
    this(new Builder(null));
  }

  private NnstMethod(Builder builder) {
    this.extractor = builder.extractor;
    this.network = builder.network;
    this.options = new NnstOptions(builder.steps, builder.refineSteps, builder.styleScale);
  }

  /**
   * Returns a builder that uses the compact VGG.
   *
   * @return a builder with the defaults
   */
  public static Builder builder() {
    return new Builder(null);
  }

  /**
   * Returns a builder that uses the caller's feature extractor, such as a VGG-19.
   *
   * @param extractor computes the features; not closed by this method, and must outlive every model
   * @return a builder with the defaults
   */
  public static Builder builder(FeatureExtractor extractor) {
    return new Builder(Objects.requireNonNull(extractor, "extractor"));
  }

  @Override
  public String name() {
    return "nnst";
  }

  /** Below gatys, which an application gets that depends on this artifact alone. */
  @Override
  public int preference() {
    return -1;
  }

  @Override
  public StyleModel prepare(List<Style> styles, ProgressListener listener) throws IOException {
    List<Style.Painting> paintings = GatysMethod.paintings(name(), Style.counted(styles));
    if (extractor != null) {
      return new NnstModel(extractor, options, paintings, () -> {});
    }
    FeatureExtractor vgg =
        network.isExplicit() ? network.open(Precision.FLOAT32, listener) : Vgg.compact();
    return new NnstModel(vgg, options, paintings, vgg::close);
  }

  @Override
  public List<MethodOption> options() {
    return NnstTextOptions.ALL;
  }

  /**
   * Configures the method from text options: the settings of the {@link Builder}, and which VGG to
   * load.
   *
   * @param values by the names of {@link #options()}; missing ones have the default value, not that
   *     of this method
   * @return a method with these options
   * @throws IllegalArgumentException if a name is unknown or a value is invalid
   */
  @Override
  public NnstMethod with(Map<String, String> values) {
    return NnstTextOptions.method(values);
  }

  /** Builds an {@link NnstMethod}. Not safe for concurrent use. */
  public static final class Builder {
    private final @Nullable FeatureExtractor extractor;
    VggTextOptions network = VggTextOptions.DEFAULT;
    private int steps = 20;
    private int refineSteps = 20;
    private double styleScale = 1;

    private Builder(@Nullable FeatureExtractor extractor) {
      this.extractor = extractor;
    }

    /**
     * Sets the number of optimization steps at each size up to 256 pixels; larger sizes get a
     * quarter of them, and half at the end.
     *
     * @param count at least 1; default 20
     * @return this builder
     */
    public Builder steps(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("the steps must be at least 1, but are " + count);
      }
      this.steps = count;
      return this;
    }

    /**
     * Sets the number of refinement steps at the end.
     *
     * @param count at least 0; default 20
     * @return this builder
     */
    public Builder refineSteps(int count) {
      if (count < 0) {
        throw new IllegalArgumentException("the steps must be at least 0, but are " + count);
      }
      this.refineSteps = count;
      return this;
    }

    /**
     * Sets the size of the painting relative to the photo: its longer side is this factor times
     * that of the photo, but at most its own: enlarging would blur the strokes. Larger gives
     * broader strokes.
     *
     * @param scale 0.1 … 10; default 1
     * @return this builder
     */
    public Builder styleScale(double scale) {
      this.styleScale = GatysOptions.requireStyleScale(scale);
      return this;
    }

    /**
     * Builds the method.
     *
     * @return the method
     */
    public NnstMethod build() {
      return new NnstMethod(this);
    }
  }
}
