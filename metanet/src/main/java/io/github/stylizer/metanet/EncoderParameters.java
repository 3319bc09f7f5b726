package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.BIAS;
import static io.github.stylizer.metanet.MetaNetArchitecture.HIDDEN;
import static io.github.stylizer.metanet.MetaNetArchitecture.MEAN;
import static io.github.stylizer.metanet.MetaNetArchitecture.STD;
import static io.github.stylizer.metanet.MetaNetArchitecture.WEIGHT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.github.stylizer.internal.nn.StoredConvWeights;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The numbers of a {@link CompactEncoder}, of the linear map from its statistics to those of a
 * larger extractor, and the mean and standard deviation that its statistics are normalized with.
 * Owns the arrays until {@link #close()}.
 *
 * @param convolutions kernel, bias, kernel, bias … by their names
 * @param map the weight {@code (outputs, statistics)} and the bias {@code (outputs)}
 * @param normalization {@code statistics.mean} and {@code statistics.std}, which are not trained
 */
record EncoderParameters(
    NDManager manager,
    Map<String, NDArray> convolutions,
    Map<String, NDArray> map,
    Map<String, NDArray> normalization)
    implements AutoCloseable {
  private static final String MAP = "map";

  /**
   * Draws parameters: kernels from a normal distribution, as He et al., arXiv 1502.01852, do for
   * ReLUs.
   *
   * @param outputs how many numbers the larger extractor says of a picture
   */
  static EncoderParameters random(int outputs, long seed) {
    NDManager manager = PyTorchEngine.newManager();
    RandomTensors random = new RandomTensors(seed, manager);
    Map<String, NDArray> convolutions = new LinkedHashMap<>();
    CompactEncoder.kernelShapes()
        .forEach(
            (layer, shape) -> {
              double deviation = Math.sqrt(2.0 / shape.slice(1).size());
              convolutions.put(layer + WEIGHT, random.normal(shape, deviation));
              convolutions.put(layer + BIAS, manager.zeros(shape.slice(0, 1)));
            });
    return withMap(manager, convolutions, outputs, random);
  }

  /**
   * Reads the convolutions of an encoder and draws the map.
   *
   * @throws io.github.stylizer.WeightsFormatException if the file is no such encoder
   */
  static EncoderParameters of(Path initial, int outputs, long seed) throws IOException {
    NDManager manager = PyTorchEngine.newManager();
    RandomTensors random = new RandomTensors(seed, manager);
    try (WeightsFile file = WeightsFile.open(initial)) {
      StoredConvWeights weights =
          StoredConvWeights.load(file, CompactEncoder.kernelShapes(), manager);
      return withMap(manager, weights.tensors(), outputs, random);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static EncoderParameters withMap(
      NDManager manager, Map<String, NDArray> convolutions, int outputs, RandomTensors random) {
    int inputs = CompactEncoder.STATISTICS;
    Map<String, NDArray> map = new LinkedHashMap<>();
    Shape shape = new Shape(outputs, inputs);
    map.put(MAP + WEIGHT, random.normal(shape, 1 / Math.sqrt(3.0 * inputs)));
    map.put(MAP + BIAS, manager.zeros(new Shape(outputs)));
    Map<String, NDArray> normalization = new LinkedHashMap<>();
    normalization.put(MEAN, manager.zeros(new Shape(inputs)));
    normalization.put(STD, manager.ones(new Shape(inputs)));
    return new EncoderParameters(manager, convolutions, map, normalization);
  }

  /** Tells encoders apart, by the last bias. */
  String fingerprint() {
    return MetaNetParameters.fingerprint(
        Objects.requireNonNull(convolutions.get("features.19" + BIAS)));
  }

  /** What is trained: the convolutions, then the map. */
  Map<String, NDArray> trained() {
    Map<String, NDArray> trained = new LinkedHashMap<>(convolutions);
    trained.putAll(map);
    return Collections.unmodifiableMap(trained);
  }

  /** Normalizes with the mean and the deviation of the statistics {@code (N, 480)} of pictures. */
  void normalizeAs(NDArray statistics) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray rows = statistics.duplicate();
      rows.attach(scratch);
      NDArray mean = rows.mean(new int[] {0});
      NDArray variance = rows.sub(mean).square().mean(new int[] {0});
      Objects.requireNonNull(normalization.get(MEAN)).set(mean.toFloatArray());
      // A channel that is always 0 stays 0, not something infinite.
      Objects.requireNonNull(normalization.get(STD)).set(variance.sqrt().add(1e-3).toFloatArray());
    }
  }

  /**
   * Maps statistics of the encoder to the larger extractor's, which are normalized too.
   *
   * @param variables has the map's weight and bias
   */
  NDArray mapped(NDArray statistics, Map<String, NDArray> variables) {
    NDArray normalized = statistics.sub(normalization.get(MEAN)).div(normalization.get(STD));
    return Linear.linear(normalized, variables.get(MAP + WEIGHT), variables.get(MAP + BIAS))
        .singletonOrThrow();
  }

  /**
   * Returns a copy of a network that takes the statistics of this encoder: two linear layers, the
   * map and the hidden layer, are one.
   *
   * @param network takes the statistics of the larger extractor
   */
  MetaNetParameters folded(MetaNetParameters network) {
    MetaNetParameters copy = network.copy();
    Map<String, NDArray> tensors = new LinkedHashMap<>(copy.tensors());
    NDArray hidden = Objects.requireNonNull(tensors.get(HIDDEN + WEIGHT));
    tensors.put(HIDDEN + WEIGHT, hidden.matMul(map.get(MAP + WEIGHT)));
    try (NDArray offset = hidden.mul(map.get(MAP + BIAS)).sum(new int[] {1})) {
      NDArray bias = Objects.requireNonNull(tensors.get(HIDDEN + BIAS));
      tensors.put(HIDDEN + BIAS, bias.add(offset));
    }
    normalization.forEach(
        (name, values) -> {
          NDArray own = values.duplicate();
          own.attach(copy.manager());
          tensors.put(name, own);
        });
    return new MetaNetParameters(
        copy.manager(), network.architecture().withStatistics(CompactEncoder.STATISTICS), tensors);
  }

  @Override
  public void close() {
    manager.close();
  }
}
