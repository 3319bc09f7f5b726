package io.github.stylizer.vgg;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.vgg.download.WeightsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A VGG network (arXiv 1409.1556), cut after the deepest requested tap. Like torchvision's VGG, it
 * takes RGB images normalized with the mean and standard deviation of ImageNet, and has
 * torchvision's layer names.
 *
 * <pre>{@code
 * try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(Path.of("vgg19.pth")).build();
 *     Stylizer stylizer =
 *         Stylizer.style(Path.of("painting.jpg")).with(GatysMethod.builder(vgg).build())) {
 *   stylizer.apply(Path.of("photo.jpg"), Path.of("out.png"));
 * }
 * }</pre>
 *
 * <p>Safe for concurrent use; {@link #close()} blocks until calls in progress finish. Owns its
 * weights until then. Throws a {@link io.github.stylizer.StylizerException} if the engine fails.
 */
public final class Vgg implements FeatureExtractor {
  /** The taps of {@link #compact}, which are the default ones of VGG-19. */
  static final List<String> COMPACT_TAPS = List.of("relu1_2", "relu2_2", "relu3_4", "relu4_1");

  private final CloseGuard guard = new CloseGuard("VGG");
  private final VggTaps taps;
  private final Pooling pooling;
  private final Precision precision;
  private final NamedTensors weights;
  // By the taps that it returns; each is compiled on first use.
  private final Map<List<String>, TorchProgram> programs = new ConcurrentHashMap<>();
  private final Map<List<String>, VggGradient> gradients = new ConcurrentHashMap<>();

  private Vgg(Builder builder, Path file) throws IOException {
    this.taps = VggTaps.of(builder.variant, builder.taps);
    this.pooling = builder.pooling;
    this.precision = builder.precision;
    try (WeightsFile weightsFile = WeightsFile.open(file)) {
      this.weights =
          NamedTensors.load(
              weightsFile,
              ConvWeights.shapes(VggLayers.kernelShapes(taps.layers())),
              PyTorchEngine.newManager());
    }
    adaptInput(builder.input, file.toString());
    Map<List<String>, TorchProgram> compiled = programs;
    Map<List<String>, VggGradient> compiledGradients = gradients;
    guard.watch(
        this,
        () -> compiled.values().forEach(TorchProgram::close),
        () -> compiledGradients.values().forEach(VggGradient::close),
        weights::close);
  }

  private void adaptInput(@Nullable VggInput input, String file) throws IOException {
    String first = taps.layers().get(0).layer();
    try {
      if (input == null) {
        float[] kernels = weights.get(first + ".weight").toFloatArray();
        new FirstKernels(kernels).requireTorchvision(file);
      } else if (input == VggInput.CAFFE) {
        FirstKernels.fromCaffe(weights, first);
      }
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** Kernel, bias, kernel, bias …, in the order of the network. */
  private Collection<NDArray> parameters() {
    return weights.tensors().values();
  }

  private Device device() {
    return weights.manager().getDevice();
  }

  private TorchProgram compile(List<String> wanted) {
    List<String> source =
        VggProgram.source(taps.layersUpTo(wanted), Set.copyOf(wanted), pooling, precision);
    return TorchProgram.compile(VggProgram.PARAMETERS, VggProgram.RETURNS, source, device());
  }

  private VggGradient compileGradient(List<String> wanted) {
    return new VggGradient(taps.layersUpTo(wanted), wanted, pooling, device());
  }

  /**
   * Loads VGG-16 with its default taps {@code relu1_2, relu2_2, relu3_3, relu4_3}. The first call
   * on a machine downloads the weights.
   *
   * @return the network, which the caller closes
   * @throws IOException if the weights cannot be found, fetched or read
   * @see Builder#weights
   */
  public static Vgg vgg16() throws IOException {
    return builder(VggVariant.VGG16).build();
  }

  /**
   * Loads VGG-19 with its default taps {@code relu1_2, relu2_2, relu3_4, relu4_1}. The first call
   * on a machine downloads the weights.
   *
   * @return the network, which the caller closes
   * @throws IOException if the weights cannot be found, fetched or read
   * @see Builder#weights
   */
  public static Vgg vgg19() throws IOException {
    return builder(VggVariant.VGG19).build();
  }

  /**
   * Loads the compact VGG, which comes with the library: a network of a sixteenth of the arithmetic
   * that predicts VGG-19's feature maps at the taps {@code relu1_2, relu2_2, relu3_4, relu4_1}. It
   * needs no weights file and no download, and serves wherever a VGG-19 does; results are close to
   * those of VGG-19, not equal.
   *
   * @return the network, which the caller closes
   * @throws IOException if the jar is damaged
   */
  public static FeatureExtractor compact() throws IOException {
    return CompactVgg.load();
  }

  /**
   * Loads a compact VGG that a {@link CompactVggTrainer} wrote.
   *
   * @param file a safetensors file; other tensors in it are ignored
   * @return the network, which the caller closes
   * @throws io.github.stylizer.WeightsFormatException if the file is damaged or holds something
   *     else
   * @throws IOException if the file is missing or cannot be read
   */
  public static FeatureExtractor compact(Path file) throws IOException {
    return CompactVgg.load(file);
  }

  /**
   * Returns a builder for a network.
   *
   * @param variant which VGG
   * @return a builder with the default taps, max pooling and weights from the default locations
   */
  public static Builder builder(VggVariant variant) {
    return new Builder(variant);
  }

  /**
   * Finds the weights that a network without {@link Builder#weights} would read, without
   * downloading anything.
   *
   * @param variant which VGG
   * @return the file; empty if the weights would be downloaded
   * @throws IOException if a property or variable names a file that is not there
   */
  public static Optional<Path> findWeights(VggVariant variant) throws IOException {
    return VggWeightsLocator.find(variant);
  }

  /**
   * Returns the directory for downloaded weights: the system property {@code stylizer.cache}, the
   * environment variable {@code STYLIZER_CACHE}, or the system's cache directory.
   *
   * @return the directory, which need not exist
   * @throws IOException if there is no home directory
   */
  public static Path cacheDirectory() throws IOException {
    return WeightsSettings.ofSystem().cacheDirectory();
  }

  @Override
  public List<String> taps() {
    return taps.names();
  }

  @Override
  public int channels(String tap) {
    return taps.channels(tap);
  }

  @Override
  public int minimumSide() {
    return taps.minimumSide();
  }

  @Override
  public NDList features(NDArray images) {
    return features(images, taps());
  }

  @Override
  public NDList features(NDArray images, List<String> wanted) {
    return guard.compute(
        images.getShape(),
        () -> {
          taps.check(images, wanted);
          if (wanted.isEmpty()) {
            return new NDList();
          }
          // DJL cannot tell whether an array takes part in a gradient: hasGradient() is true for
          // leaves only.
          return programs
              .computeIfAbsent(List.copyOf(wanted), this::compile)
              .run(ProgramArguments.of(images).list("w", parameters()));
        });
  }

  @Override
  public NDArray gradient(NDArray images, List<String> wanted, UnaryOperator<NDList> atTaps)
      throws InterruptedException {
    return guard.compute(
        images.getShape(),
        () -> {
          taps.check(images, wanted);
          return precision != Precision.FLOAT32
              ? FeatureExtractor.super.gradient(images, wanted, atTaps)
              : gradients
                  .computeIfAbsent(List.copyOf(wanted), this::compileGradient)
                  .at(images, parameters(), atTaps);
        });
  }

  /** Blocks until calls in progress finish, then frees the weights. */
  @Override
  public void close() {
    guard.close();
  }

  /** Builds a {@link Vgg}. Not safe for concurrent use. */
  public static final class Builder {
    private final VggVariant variant;
    private List<String> taps;
    private Pooling pooling = Pooling.MAX;
    private Precision precision = Precision.FLOAT32;
    private @Nullable Path weights;
    private @Nullable VggInput input;
    private ProgressListener listener = ProgressListener.NONE;

    private Builder(VggVariant variant) {
      this.variant = Objects.requireNonNull(variant, "variant");
      this.taps =
          variant == VggVariant.VGG16
              ? List.of("relu1_2", "relu2_2", "relu3_3", "relu4_3")
              : COMPACT_TAPS;
    }

    private Builder(Builder other) {
      this.variant = other.variant;
      this.taps = other.taps;
      this.pooling = other.pooling;
      this.precision = other.precision;
      this.weights = other.weights;
      this.input = other.input;
      this.listener = other.listener;
    }

    /**
     * Chooses the feature maps; the network is cut after the deepest of them.
     *
     * @param names for instance {@code relu1_1}, {@code relu4_2}; in any order, at least one
     * @return this builder
     * @throws IllegalArgumentException if there is no name, a duplicate or an unknown one
     */
    public Builder taps(List<String> names) {
      if (names.isEmpty() || new LinkedHashSet<>(names).size() != names.size()) {
        throw new IllegalArgumentException(
            "taps must be at least one name without duplicates, but are " + names);
      }
      VggLayers.upTo(variant, names);
      this.taps = List.copyOf(names);
      return this;
    }

    /**
     * Chooses how feature maps are downsampled.
     *
     * @param kind max, as the network was trained, or average
     * @return this builder
     */
    public Builder pooling(Pooling kind) {
      this.pooling = Objects.requireNonNull(kind, "pooling");
      return this;
    }

    /**
     * Sets the precision of the convolutions; images, weights, feature maps and gradients stay
     * float32. {@link Precision#BFLOAT16} is faster where the processor has instructions for it
     * (such as AVX512-BF16) and slower elsewhere. It is precise enough to train a network with,
     * since every batch is different, and too coarse to optimize a single image to convergence.
     *
     * @param computed the default is {@link Precision#FLOAT32}
     * @return this builder
     * @throws IllegalArgumentException for {@link Precision#FLOAT16}, whose range is too small for
     *     the gradients of a training
     */
    public Builder precision(Precision computed) {
      if (Objects.requireNonNull(computed, "computed") == Precision.FLOAT16) {
        throw new IllegalArgumentException(
            "VGG computes in FLOAT32 or BFLOAT16, but the precision is " + computed);
      }
      this.precision = computed;
      return this;
    }

    /**
     * Sets the weights file: torchvision's {@code .pth} or a safetensors file with torchvision's
     * tensor names. Without it, the weights come from the system property {@code
     * stylizer.vgg16.weights} or {@code stylizer.vgg19.weights}, the environment variable {@code
     * STYLIZER_VGG16_WEIGHTS} or {@code STYLIZER_VGG19_WEIGHTS}, the cache, or a download of
     * torchvision's official file, in that order.
     *
     * @param file the file
     * @return this builder
     */
    public Builder weights(Path file) {
      this.weights = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Says what the network was trained on. Without this setting weights must be like
     * torchvision's, and those that look otherwise are refused: with them, losses barely react to
     * the picture, and the result would be the photo.
     *
     * @param trainedOn {@link VggInput#CAFFE} to convert the first convolution; {@link
     *     VggInput#TORCHVISION} to take it as it is, whatever it looks like
     * @return this builder
     */
    public Builder input(VggInput trainedOn) {
      this.input = Objects.requireNonNull(trainedOn, "trainedOn");
      return this;
    }

    /**
     * Reports the progress of a download.
     *
     * @param progressListener called on the thread that loads the network
     * @return this builder
     */
    public Builder onProgress(ProgressListener progressListener) {
      this.listener = Objects.requireNonNull(progressListener, "progressListener");
      return this;
    }

    /**
     * Loads the network.
     *
     * @return the network, which the caller closes
     * @throws io.github.stylizer.WeightsFormatException if the file is damaged, holds something
     *     else, or a VGG for another {@link #input}
     * @throws IOException if the weights cannot be found, fetched or read
     */
    public Vgg build() throws IOException {
      Path file =
          VggWeightsLocator.locate(variant, weights, VggLayers.tensorNames(variant), listener);
      return new Vgg(this, file);
    }

    /**
     * Returns a network that is loaded on first use: until then no weights are looked for,
     * downloaded or read.
     *
     * @return the network, which the caller closes; its {@code features} throw a {@link
     *     io.github.stylizer.StylizerException} if the weights cannot be found, fetched or read
     */
    public FeatureExtractor buildOnDemand() {
      return new VggOnDemand(new Builder(this), VggTaps.of(variant, taps));
    }
  }
}
