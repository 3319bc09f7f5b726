package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.StyleCode;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.loss.CompiledStatistics;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.PassGate;
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
import java.util.Map;
import java.util.function.Supplier;

/**
 * Paints like any painting at once: one pass over a painting writes the weights of a transform
 * network that paints any photo. Shen, Yan and Zeng, <a
 * href="https://arxiv.org/abs/1709.04111">arXiv 1709.04111</a>.
 *
 * <pre>{@code
 * try (MetaNet metaNet = MetaNet.compact();
 *     StyleModel wave = metaNet.style(painting)) {
 *   BufferedImage painted = Stylizer.style(wave).apply(photo);
 * }
 * }</pre>
 *
 * <p>{@link MetaNetMethod#of} lets a {@code Stylizer} paint with it.
 *
 * <p>Safe for concurrent use; {@link #close()} blocks until calls in progress finish. Owns its
 * parameters until then; an extractor that it was given stays the caller's and must outlive it.
 * Methods that encode, prepare or paint throw a {@link
 * io.github.stylizer.PaintingInterruptedException} on an interrupted thread, and a {@link
 * io.github.stylizer.StylizerException} if the engine fails.
 */
public final class MetaNet implements AutoCloseable {
  private final CloseGuard guard = new CloseGuard("MetaNet");
  private final CompiledStatistics statistics;
  private final StyleStatistics encoder;
  private final boolean ownsExtractor;
  private final MetaNetParameters parameters;
  private final WeightGenerator generator;
  private final CompiledTransformNet program;
  private final Map<String, String> provenance;
  private final String fingerprint;

  /** Makes a network whose extractor stays the caller's. */
  MetaNet(
      FeatureExtractor extractor, MetaNetParameters parameters, Map<String, String> provenance) {
    this(extractor, false, parameters, provenance);
  }

  /**
   * Makes a network.
   *
   * @param ownsExtractor whether the extractor belongs to the network from now on
   * @param parameters belong to the network from now on
   * @param provenance where they come from
   */
  MetaNet(
      FeatureExtractor extractor,
      boolean ownsExtractor,
      MetaNetParameters parameters,
      Map<String, String> provenance) {
    this.ownsExtractor = ownsExtractor;
    this.statistics =
        new CompiledStatistics(extractor.taps().size(), parameters.manager().getDevice());
    this.encoder = new StyleStatistics(extractor, statistics::of);
    this.parameters = parameters;
    this.generator = new WeightGenerator(parameters.architecture());
    this.program = parameters.architecture().net().compile(parameters.manager().getDevice());
    Map<String, String> metadata =
        MetaNetFile.metadata(parameters.architecture(), extractor.taps());
    provenance.forEach(metadata::putIfAbsent);
    this.provenance = Collections.unmodifiableMap(metadata);
    this.fingerprint = parameters.fingerprint();
  }

  /**
   * Loads the network that comes along with this library: base 16, with an encoder of its own, so
   * that no VGG is needed. Where its weights come from, {@link #provenance} says.
   *
   * @return the network, 30 MB of native memory, which the caller closes
   * @throws IOException if the jar of this library is incomplete
   */
  public static MetaNet compact() throws IOException {
    return EmbeddedMetaNet.load();
  }

  /**
   * Loads a network. Its file may be one of {@link #save} or {@link #saveHalf}, or of the PyTorch
   * companion of this library. For the two checkpoints of the original see {@link #loader}.
   *
   * @param file a safetensors file, or one of {@code torch.save} that holds all tensors
   * @param extractor computes the statistics that the network was trained with
   * @return the network, which the caller closes
   * @throws io.github.stylizer.WeightsFormatException if the file is damaged, holds something else,
   *     or takes the statistics of another extractor
   * @throws IOException if the file is missing or cannot be read
   */
  public static MetaNet load(Path file, FeatureExtractor extractor) throws IOException {
    return loader(file, extractor).load();
  }

  /**
   * Starts to describe how a network is loaded.
   *
   * @param file has the hidden layer and the heads
   * @param extractor computes the statistics that the network was trained with
   * @return a loader
   */
  public static MetaNetLoader loader(Path file, FeatureExtractor extractor) {
    return new MetaNetLoader(file, extractor);
  }

  /**
   * Says what the statistics of a network are taken at, so that an extractor can be chosen for it.
   * The file is not loaded.
   *
   * @param file has the hidden layer and the heads
   * @return the names of taps; empty if the file does not say, as those of the original
   * @throws io.github.stylizer.WeightsFormatException if the file is damaged or is no MetaNet
   * @throws IOException if the file is missing or cannot be read
   */
  public static List<String> taps(Path file) throws IOException {
    try (WeightsFile open = WeightsFile.open(file)) {
      return MetaNetFile.taps(open);
    }
  }

  /**
   * Encodes a painting. It is resized so that its shorter side has 256 pixels, the size at which
   * networks are trained; of one that is more than eight times as long as wide only the middle
   * counts.
   *
   * @param painting any picture; not modified
   * @return its style, without a name
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
   * Encodes paintings, whose sizes may differ, as {@link #code} does.
   *
   * @param paintings any pictures, at least one; not modified
   * @return their styles in the same order
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
              PassGate.betweenPictures();
              float[] numbers = encoder.resizedStatistics(painting);
              statistics.add(scratch.create(numbers, new Shape(1, numbers.length)));
            }
            return codesOf(NDArrays.concat(statistics, 0));
          }
        });
  }

  /**
   * Encodes paintings at the size they have.
   *
   * @param paintings {@code (N, 3, H, W)}, normalized RGB; not modified
   * @return their styles in the same order
   * @throws IllegalArgumentException if the extractor does not take such pictures
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
    return guard.compute(() -> PassGate.pass(codes, discarded -> {}));
  }

  private List<StyleCode> codesOf(NDArray statistics) {
    float[] all = generator.codes(statistics, parameters.tensors()).toFloatArray();
    int length = parameters.architecture().codeLength();
    List<StyleCode> codes = new ArrayList<>();
    for (int start = 0; start < all.length; start += length) {
      codes.add(StyleCode.of(fingerprint, Arrays.copyOfRange(all, start, start + length)));
    }
    return codes;
  }

  /**
   * Makes a painting's style ready.
   *
   * @param painting any picture; not modified
   * @return a model that holds only the generated weights, which the caller closes and which does
   *     not need this network any more. {@code FastNet.load} reads the file that it saves
   */
  public TransformModel style(BufferedImage painting) {
    return style(code(painting));
  }

  /**
   * Makes a style ready.
   *
   * @param code of this network
   * @return as {@link #style(BufferedImage)}
   * @throws IllegalArgumentException if the code is of another network
   */
  public TransformModel style(StyleCode code) {
    return styles(List.of(code)).get(0);
  }

  /**
   * Makes many styles ready in one pass over the heads, which for a large network takes hardly
   * longer than one style.
   *
   * @param codes of this network, at least one
   * @return a model for each in the same order, all to be closed by the caller
   * @throws IllegalArgumentException if there is no code or one is of another network
   */
  public List<TransformModel> styles(List<StyleCode> codes) {
    return guard.compute(
        () ->
            PassGate.pass(
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
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("generated by", "MetaNet " + fingerprint);
    origin.put("style", code.name());
    provenance.forEach((key, value) -> origin.put("metanet " + key, value));
    return TransformNetModel.of(parameters.architecture().net(), weights, origin);
  }

  /**
   * Paints a batch of photos, each in a style of its own, in one pass.
   *
   * @param content the photos, {@code (N, 3, H, W)}, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param styles a code of this network for each photo, or one for all
   * @return the painted photos, of the same shape, attached to the manager of {@code content}
   * @throws IllegalArgumentException if the shape or type is wrong, there are not as many codes as
   *     photos, or one is of another network
   */
  public NDArray stylize(NDArray content, List<StyleCode> styles) {
    return stylize(content, styles, Precision.FLOAT32);
  }

  /**
   * Paints as {@link #stylize(NDArray, List)} does, in another precision. The weights are generated
   * in float32.
   *
   * @param content the photos
   * @param styles a code of this network for each photo, or one for all
   * @param precision what the transform network's convolutions compute with
   * @return the painted photos, float32, attached to the manager of {@code content}
   * @throws IllegalArgumentException as {@link #stylize(NDArray, List)}
   */
  public NDArray stylize(NDArray content, List<StyleCode> styles, Precision precision) {
    ImageTensors.requireBatch(content, TransformNet.MINIMUM_SIDE);
    long photos = content.getShape().get(0);
    if (styles.size() != 1 && styles.size() != photos) {
      throw new IllegalArgumentException(
          "%d photos need a style each or one for all, but there are %d"
              .formatted(photos, styles.size()));
    }
    return guard.compute(
        content.getShape(),
        () -> PassGate.pass(() -> painted(content, styles, precision), NDArray::close));
  }

  private NDArray painted(NDArray content, List<StyleCode> styles, Precision precision) {
    try (NDManager scratch = content.getManager().newSubManager()) {
      return program.apply(content, ConvWeights.of(weights(styles, scratch)), precision);
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
   * Tells networks apart: style codes are of use only with the network whose fingerprint they bear.
   *
   * @return 16 hexadecimal digits
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Returns what is known of the network: the metadata of its file, among them {@code base}, {@code
   * hidden}, {@code filters}, {@code color head} and {@code taps}, and what its training noted.
   *
   * @return texts by key; cannot be changed
   */
  public Map<String, String> provenance() {
    return provenance;
  }

  /**
   * Returns how many numbers the network has learned: 217.7 million for the paper's.
   *
   * @return the count, without the mean and the standard deviation of the statistics
   */
  public long parameterCount() {
    return parameters.architecture().parameters().values().stream().mapToLong(Shape::size).sum();
  }

  /**
   * Writes the network into a safetensors file, with its {@link #provenance}. A file that is there
   * is replaced in one step.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the network is closed
   */
  public void save(Path file) throws IOException {
    guard.write(() -> MetaNetFile.write(file, parameters, provenance));
  }

  /**
   * Writes the network as {@link #save} does, but all tensors of more than one dimension in half
   * precision: half the size, and pictures that differ by less than can be seen.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if the network is closed, or has a weight beyond ±65504, which
   *     half precision cannot hold
   */
  public void saveHalf(Path file) throws IOException {
    guard.write(() -> MetaNetFile.writeHalf(file, parameters, provenance));
  }

  /** Blocks until calls in progress finish, then frees the parameters. */
  @Override
  public void close() {
    guard.close(
        () -> {
          statistics.close();
          program.close();
          parameters.close();
          if (ownsExtractor) {
            encoder.extractor().close();
          }
        });
  }
}
