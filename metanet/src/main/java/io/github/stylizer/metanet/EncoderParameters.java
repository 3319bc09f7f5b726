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
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a {@link CompactEncoder}, of the linear map from its statistics to those of a
 * larger extractor, and the mean and standard deviation that its statistics are normalized with.
 * Owns the arrays until {@link #close()}.
 *
 * @param named the convolutions of {@link CompactEncoder#tensorShapes}; the weight {@code (outputs,
 *     statistics)} and the bias {@code (outputs)} of the map; {@code statistics.mean} and {@code
 *     statistics.std}, which are not trained
 */
record EncoderParameters(NamedTensors named) implements AutoCloseable {
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
    CompactEncoder.tensorShapes()
        .forEach(
            (name, shape) ->
                convolutions.put(
                    name,
                    name.endsWith(WEIGHT)
                        ? random.normal(shape, Math.sqrt(2.0 / shape.slice(1).size()))
                        : manager.zeros(shape)));
    return withMap(manager, convolutions, outputs, random);
  }

  /**
   * Reads the convolutions of an encoder and draws the map.
   *
   * @throws io.github.stylizer.WeightsFormatException if the file is no such encoder
   */
  static EncoderParameters of(Path initial, int outputs, long seed) throws IOException {
    try (WeightsFile file = WeightsFile.open(initial)) {
      NamedTensors read =
          NamedTensors.load(file, CompactEncoder.tensorShapes(), PyTorchEngine.newManager());
      NDManager manager = read.manager();
      return withMap(manager, read.tensors(), outputs, new RandomTensors(seed, manager));
    }
  }

  private static EncoderParameters withMap(
      NDManager manager, Map<String, NDArray> convolutions, int outputs, RandomTensors random) {
    int inputs = CompactEncoder.STATISTICS;
    Map<String, NDArray> tensors = new LinkedHashMap<>(convolutions);
    Shape shape = new Shape(outputs, inputs);
    tensors.put(MAP + WEIGHT, random.normal(shape, 1 / Math.sqrt(3.0 * inputs)));
    tensors.put(MAP + BIAS, manager.zeros(new Shape(outputs)));
    tensors.put(MEAN, manager.zeros(new Shape(inputs)));
    tensors.put(STD, manager.ones(new Shape(inputs)));
    return new EncoderParameters(NamedTensors.of(manager, tensors));
  }

  NDManager manager() {
    return named.manager();
  }

  private NDArray get(String name) {
    return named.get(name);
  }

  /** Tells encoders apart, by the last bias. */
  String fingerprint() {
    return MetaNetParameters.fingerprint(get("features.19" + BIAS));
  }

  /** Kernel, bias, kernel, bias … by their names. */
  Map<String, NDArray> convolutions() {
    Map<String, NDArray> convolutions = new LinkedHashMap<>(named.tensors());
    convolutions.keySet().retainAll(CompactEncoder.tensorShapes().keySet());
    return Collections.unmodifiableMap(convolutions);
  }

  /** What is trained: the convolutions, then the map. */
  Map<String, NDArray> trained() {
    Map<String, NDArray> trained = new LinkedHashMap<>(named.tensors());
    trained.keySet().removeAll(List.of(MEAN, STD));
    return Collections.unmodifiableMap(trained);
  }

  /** Normalizes with the mean and the deviation of the statistics {@code (N, 480)} of pictures. */
  void normalizeAs(NDArray statistics) {
    try (NDManager scratch = manager().newSubManager()) {
      NDArray rows = statistics.duplicate();
      rows.attach(scratch);
      NDArray mean = rows.mean(new int[] {0});
      NDArray variance = rows.sub(mean).square().mean(new int[] {0});
      get(MEAN).set(mean.toFloatArray());
      // A channel that is always 0 stays 0, not something infinite.
      get(STD).set(variance.sqrt().add(1e-3).toFloatArray());
    }
  }

  /**
   * Maps statistics of the encoder to the larger extractor's, which are normalized too.
   *
   * @param variables has the map's weight and bias
   */
  NDArray mapped(NDArray statistics, Map<String, NDArray> variables) {
    NDArray normalized = statistics.sub(get(MEAN)).div(get(STD));
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
    try (NDManager scratch = network.manager().newSubManager()) {
      NDArray hidden = network.named().get(HIDDEN + WEIGHT).stopGradient();
      hidden.attach(scratch);
      NDArray offset = hidden.mul(get(MAP + BIAS)).sum(new int[] {1});
      Map<String, NDArray> tensors = new LinkedHashMap<>(network.tensors());
      tensors.put(HIDDEN + WEIGHT, hidden.matMul(get(MAP + WEIGHT)));
      tensors.put(HIDDEN + BIAS, offset.add(network.named().get(HIDDEN + BIAS)));
      tensors.put(MEAN, get(MEAN));
      tensors.put(STD, get(STD));
      return MetaNetParameters.copyOf(
          network.architecture().withStatistics(CompactEncoder.STATISTICS), tensors);
    }
  }

  @Override
  public void close() {
    named.close();
  }
}
