package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StylizerException;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.io.OneLine;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.PaintedPhotos;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Style transfer for arbitrary paintings without training: one pass over a painting generates the
 * weights of a transform network, which stylizes any photo. Shen, Yan and Zeng, <a
 * href="https://arxiv.org/abs/1709.04111">arXiv 1709.04111</a>.
 *
 * <pre>{@code
 * try (MetaNet metaNet = MetaNet.compact();
 *     StyleModel wave = metaNet.style(painting)) {
 *   BufferedImage painted = Stylizer.style(wave).apply(photo);
 * }
 * }</pre>
 *
 * <p>{@link MetaNetMethod#of} makes it usable in a {@code Stylizer}.
 *
 * <p>Safe for concurrent use; {@link #close()} blocks until calls in progress finish. Owns its
 * parameters until then; an extractor passed to it must outlive it and is closed by the caller.
 * Methods that encode, prepare or stylize throw a {@link
 * io.github.stylizer.PaintingInterruptedException} on an interrupted thread, and a {@link
 * io.github.stylizer.StylizerException} if the engine fails or weights overflow.
 */
public final class MetaNet implements AutoCloseable {
  private final CloseGuard guard = new CloseGuard("MetaNet");
  private final ChannelStatistics.Compiled statistics;
  private final StyleStatistics encoder;
  private final MetaNetParameters parameters;
  private final WeightGenerator generator;
  private final CompiledTransformNet program;
  private final Map<String, String> provenance;
  private final String fingerprint;
  private final String origin;

  /** Creates a network that is in no file, whose extractor the caller closes. */
  MetaNet(
      FeatureExtractor extractor, MetaNetParameters parameters, Map<String, String> provenance) {
    this(extractor, false, parameters, provenance, "of computed weights");
  }

  /**
   * Creates a network.
   *
   * @param ownsExtractor whether the network closes the extractor
   * @param parameters owned by the network from now on
   * @param provenance what is known about them
   * @param origin the name of their file, for messages
   */
  MetaNet(
      FeatureExtractor extractor,
      boolean ownsExtractor,
      MetaNetParameters parameters,
      Map<String, String> provenance,
      String origin) {
    this.statistics =
        new ChannelStatistics.Compiled(extractor.taps().size(), parameters.manager().getDevice());
    this.encoder =
        new StyleStatistics(extractor, (paintings, features) -> statistics.compute(features));
    this.parameters = parameters;
    this.generator = new WeightGenerator(parameters.architecture());
    this.program = parameters.architecture().net().compile(parameters.manager().getDevice());
    Map<String, String> metadata =
        MetaNetFile.metadata(parameters.architecture(), extractor.taps());
    provenance.forEach(metadata::putIfAbsent);
    this.provenance = Collections.unmodifiableMap(metadata);
    this.fingerprint = parameters.fingerprint();
    this.origin = origin;
    Runnable own = ownsExtractor ? extractor::close : () -> {};
    guard.watch(this, statistics::close, program::close, parameters::close, own);
  }

  /**
   * Loads the bundled network: base 16, with its own encoder, so that no VGG is needed. {@link
   * #provenance} has the origin of its weights.
   *
   * @return the network, 30 MB of native memory, which the caller closes
   * @throws IOException if the jar of this library is incomplete
   */
  public static MetaNet compact() throws IOException {
    return EmbeddedMetaNet.load();
  }

  /**
   * Loads a network from a file of {@link #save} or {@link #saveHalf}, or of this library's PyTorch
   * companion. For the two checkpoints of the original implementation see {@link #loader}.
   *
   * @param file a safetensors or {@code torch.save} file with all tensors
   * @param extractor the one that the network was trained with
   * @return the network, which the caller closes
   * @throws io.github.stylizer.WeightsFormatException if the file is damaged, holds something else,
   *     or needs another extractor
   * @throws IOException if the file is missing or cannot be read
   */
  public static MetaNet load(Path file, FeatureExtractor extractor) throws IOException {
    return loader(file, extractor).load();
  }

  /**
   * Returns a loader with further options.
   *
   * @param file has the hidden layer and the heads
   * @param extractor the one that the network was trained with
   * @return a loader
   */
  public static MetaNetLoader loader(Path file, FeatureExtractor extractor) {
    return new MetaNetLoader(file, extractor);
  }

  /**
   * Reads the taps of a network's statistics, to choose an extractor for it. The tensors are not
   * loaded.
   *
   * @param file has the hidden layer and the heads
   * @return the names of taps; empty if the file has none, as in the original's checkpoints
   * @throws io.github.stylizer.WeightsFormatException if the file is damaged or not a MetaNet
   * @throws IOException if the file is missing or cannot be read
   */
  public static List<String> taps(Path file) throws IOException {
    try (WeightsFile open = WeightsFile.open(file)) {
      return MetaNetFile.taps(open);
    }
  }

  /**
   * Encodes a painting. It is resized so that its shorter side has 256 pixels, the size at which
   * networks are trained; if it is more than eight times as long as wide, only the middle is used.
   *
   * @param painting any image; not modified
   * @return its style code, without a name
   */
  public StyleCode code(BufferedImage painting) {
    return codes(List.of(painting)).get(0);
  }

  /** Checks that a code is of this network. */
  StyleCode requireOwn(StyleCode code) {
    code.requireNetwork(fingerprint, parameters.architecture().codeLength());
    return code;
  }

  /**
   * Encodes paintings as {@link #code} does. Sizes may differ.
   *
   * @param paintings any images, at least one; not modified
   * @return their style codes in the same order
   * @throws IllegalArgumentException if there is none
   */
  public List<StyleCode> codes(List<BufferedImage> paintings) {
    if (paintings.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one painting");
    }
    return inPass(
        () -> {
          try (NDManager scratch = parameters.manager().newSubManager()) {
            NDList statistics = new NDList();
            for (BufferedImage painting : paintings) {
              ConcurrencyLimit.betweenPictures();
              float[] numbers = encoder.resizedStatistics(painting);
              statistics.add(scratch.create(numbers, new Shape(1, numbers.length)));
            }
            return codesOf(NDArrays.concat(statistics, 0));
          }
        });
  }

  /**
   * Encodes paintings at their own size.
   *
   * @param paintings {@code (N, 3, H, W)}, normalized RGB; not modified
   * @return their style codes in the same order
   * @throws IllegalArgumentException if the extractor rejects their shape
   */
  public List<StyleCode> codes(NDArray paintings) {
    return inPass(
        () -> {
          try (NDManager scratch = parameters.manager().newSubManager()) {
            NDArray batch = paintings.stopGradient();
            batch.attach(scratch);
            return codesOf(encoder.statistics(batch));
          }
        });
  }

  private List<StyleCode> inPass(Supplier<List<StyleCode>> codes) {
    return guard.compute(() -> ConcurrencyLimit.pass(codes, discarded -> {}));
  }

  private List<StyleCode> codesOf(NDArray statistics) {
    float[] all = generator.codes(statistics, parameters.tensors()).toFloatArray();
    requireFinite(all);
    int length = parameters.architecture().codeLength();
    List<StyleCode> codes = new ArrayList<>();
    for (int start = 0; start < all.length; start += length) {
      codes.add(StyleCode.of(fingerprint, Arrays.copyOfRange(all, start, start + length)));
    }
    return codes;
  }

  private void requireFinite(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw new StylizerException(
            OneLine.of(
                this
                    + ": a style code holds numbers that are not finite: the weights of the network"
                    + " or of its extractor are damaged or too large; use others"));
      }
    }
  }

  /**
   * Prepares the style of a painting.
   *
   * @param painting any image; not modified
   * @return a model that holds only the generated weights, which the caller closes and which may
   *     outlive this network. {@code FastNet.load} reads the file that it saves
   */
  public TransformModel style(BufferedImage painting) {
    return style(code(painting));
  }

  /**
   * Prepares a style.
   *
   * @param code of this network
   * @return as {@link #style(BufferedImage)}
   * @throws IllegalArgumentException if the code is of another network
   */
  public TransformModel style(StyleCode code) {
    return styles(List.of(code)).get(0);
  }

  /**
   * Prepares several styles in one pass over the heads, which for a large network takes hardly
   * longer than one style.
   *
   * @param codes of this network, at least one
   * @return a model for each in the same order, all to be closed by the caller
   * @throws IllegalArgumentException if there is no code or one is of another network
   */
  public List<TransformModel> styles(List<StyleCode> codes) {
    return guard.compute(
        () ->
            ConcurrencyLimit.pass(
                () -> models(codes), discarded -> discarded.forEach(TransformModel::close)));
  }

  private List<TransformModel> models(List<StyleCode> codes) {
    try (NDManager scratch = parameters.manager().newSubManager()) {
      Map<String, NDArray> weights = weights(codes, scratch);
      List<TransformModel> models = new ArrayList<>();
      try {
        for (int i = 0; i < codes.size(); i++) {
          models.add(model(codes.get(i), WeightGenerator.ofStyle(weights, i, codes.size())));
        }
      } catch (RuntimeException e) {
        models.forEach(TransformModel::close);
        throw e;
      }
      return models;
    }
  }

  private TransformModel model(StyleCode code, Map<String, NDArray> weights) {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("generated by", "MetaNet " + fingerprint);
    known.put("style", code.name());
    provenance.forEach((key, value) -> known.put("metanet " + key, value));
    TransformNet net = parameters.architecture().net();
    return TransformNetModel.of(net, weights, known, "generated by " + this);
  }

  /**
   * Stylizes a batch of photos in one pass, each in its own style.
   *
   * @param content the photos, {@code (N, 3, H, W)}, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param styles a code of this network for each photo, or one for all
   * @return the stylized photos, of the same shape, attached to the manager of {@code content}
   * @throws IllegalArgumentException if the shape or type is wrong, the numbers of codes and photos
   *     differ, or a code is of another network
   */
  public NDArray stylize(NDArray content, List<StyleCode> styles) {
    return stylize(content, styles, Precision.FLOAT32);
  }

  /**
   * Stylizes like {@link #stylize(NDArray, List)} in another precision. The weights are generated
   * in float32.
   *
   * @param content the photos
   * @param styles a code of this network for each photo, or one for all
   * @param precision of the transform network's convolutions
   * @return the stylized photos, float32, attached to the manager of {@code content}
   * @throws IllegalArgumentException as {@link #stylize(NDArray, List)}
   */
  public NDArray stylize(NDArray content, List<StyleCode> styles, Precision precision) {
    ImageTensors.requireBatch(content, TransformNet.MINIMUM_SIDE);
    long photos = content.getShape().get(0);
    if (styles.size() != 1 && styles.size() != photos) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d photos need one style each or one for all, but there are %d",
              photos,
              styles.size()));
    }
    return guard.compute(
        content.getShape(),
        () -> ConcurrencyLimit.pass(() -> painted(content, styles, precision), NDArray::close));
  }

  private NDArray painted(NDArray content, List<StyleCode> styles, Precision precision) {
    try (NDManager scratch = content.getManager().newSubManager()) {
      ConvWeights weights = ConvWeights.of(weights(styles, scratch));
      return PaintedPhotos.of(
          content, program.net(), photos -> program.apply(photos, weights, precision));
    }
  }

  private Map<String, NDArray> weights(List<StyleCode> codes, NDManager scratch) {
    if (codes.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one style");
    }
    int length = parameters.architecture().codeLength();
    float[] all = new float[codes.size() * length];
    for (int i = 0; i < codes.size(); i++) {
      codes.get(i).requireNetwork(fingerprint, length);
      System.arraycopy(codes.get(i).values(), 0, all, i * length, length);
    }
    return generator.weights(
        scratch.create(all, new Shape(codes.size(), length)), parameters.tensors());
  }

  /**
   * Identifies the network: a style code works only with the network whose fingerprint it carries.
   *
   * @return 16 hexadecimal digits
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Returns what is known about the network: the metadata of its file, including {@code base},
   * {@code hidden}, {@code filters}, {@code color head} and {@code taps}, and what its training
   * recorded.
   *
   * @return values by key; unmodifiable
   */
  public Map<String, String> provenance() {
    return provenance;
  }

  /**
   * Returns the number of learned parameters: 217.7 million for the paper's network.
   *
   * @return the count, without the mean and the standard deviation of the statistics
   */
  public long parameterCount() {
    return parameters.architecture().parameters().values().stream().mapToLong(Shape::size).sum();
  }

  /**
   * Writes the network and its {@link #provenance} to a safetensors file. An existing file is
   * replaced atomically.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the network is closed
   */
  public void save(Path file) throws IOException {
    guard.write(() -> MetaNetFile.write(file, parameters, provenance));
  }

  /**
   * Writes the network like {@link #save}, with all tensors of more than one dimension in half
   * precision: half the size, and no visible difference in the results.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the network is closed, or has a weight beyond ±65504, which
   *     half precision cannot hold
   */
  public void saveHalf(Path file) throws IOException {
    guard.write(() -> MetaNetFile.writeHalf(file, parameters, provenance));
  }

  /** Names the file that the network was read from. */
  @Override
  public String toString() {
    return "MetaNet " + origin;
  }

  /** Blocks until calls in progress finish, then frees the parameters. */
  @Override
  public void close() {
    guard.close();
  }
}
