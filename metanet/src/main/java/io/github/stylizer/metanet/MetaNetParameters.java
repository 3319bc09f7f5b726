package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.BIAS;
import static io.github.stylizer.metanet.MetaNetArchitecture.COLOR;
import static io.github.stylizer.metanet.MetaNetArchitecture.MEAN;
import static io.github.stylizer.metanet.MetaNetArchitecture.STD;
import static io.github.stylizer.metanet.MetaNetArchitecture.WEIGHT;
import static io.github.stylizer.metanet.MetaNetArchitecture.required;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.Fingerprint;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parameters of a MetaNet: what is trained, and the mean and standard deviation that normalize
 * the statistics. Owns the arrays until {@link #close()}.
 *
 * @param architecture the shape of the network
 * @param named the arrays of {@link MetaNetArchitecture#tensors}
 */
record MetaNetParameters(MetaNetArchitecture architecture, NamedTensors named)
    implements AutoCloseable {
  private static final float[] SAME_COLORS = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};

  /**
   * Draws parameters to begin a training with, see {@link StyleFilters#drawn}. A color head begins
   * with no change of colors.
   */
  static MetaNetParameters random(MetaNetArchitecture architecture, long seed) {
    NDManager manager = PyTorchEngine.newManager();
    RandomTensors random = new RandomTensors(seed, manager);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    Map<String, Shape> shapes = architecture.parameters();
    shapes.forEach(
        (name, shape) -> tensors.put(name, drawn(name, shapes, architecture, random, manager)));
    return unnormalized(architecture, manager, tensors);
  }

  /** Adds a mean of 0 and a standard deviation of 1. */
  private static MetaNetParameters unnormalized(
      MetaNetArchitecture architecture, NDManager manager, Map<String, NDArray> parameters) {
    Map<String, NDArray> tensors = new LinkedHashMap<>(parameters);
    tensors.put(MEAN, manager.zeros(new Shape(architecture.statistics())));
    tensors.put(STD, manager.ones(new Shape(architecture.statistics())));
    return new MetaNetParameters(architecture, NamedTensors.of(manager, tensors));
  }

  NDManager manager() {
    return named.manager();
  }

  /** By name, in the order of {@link MetaNetArchitecture#tensors}. */
  Map<String, NDArray> tensors() {
    return named.tensors();
  }

  /**
   * Tells networks apart by a bias, which stays in full precision in every file, is changed by
   * every step of a training, and is small enough to be read each time.
   */
  String fingerprint() {
    return fingerprint(named.get(architecture.filters().firstHead() + BIAS));
  }

  static String fingerprint(NDArray array) {
    ByteBuffer bytes = array.toByteBuffer();
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return new Fingerprint().add(content).text();
  }

  private static NDArray drawn(
      String name,
      Map<String, Shape> shapes,
      MetaNetArchitecture architecture,
      RandomTensors random,
      NDManager manager) {
    Shape shape = required(shapes, name);
    if (name.equals(COLOR + WEIGHT)) {
      return manager.zeros(shape);
    }
    if (name.equals(COLOR + BIAS)) {
      return manager.create(SAME_COLORS);
    }
    String layer = name.substring(0, name.lastIndexOf('.'));
    Shape weight = required(shapes, layer + WEIGHT);
    return architecture.filters().drawn(name, shape, weight.slice(1).size(), random);
  }

  /**
   * Reads parameters as float32.
   *
   * @param file the file that each tensor lies in
   * @throws io.github.stylizer.WeightsFormatException if a tensor is missing, has another shape or
   *     holds a value that is not finite
   */
  static MetaNetParameters load(
      MetaNetArchitecture architecture, Function<String, WeightsFile> file) throws IOException {
    boolean normalized =
        Stream.of(MEAN, STD).anyMatch(name -> file.apply(name).names().contains(name));
    Map<String, Shape> shapes = normalized ? architecture.tensors() : architecture.parameters();
    NamedTensors read = NamedTensors.load(file, shapes, PyTorchEngine.newManager());
    if (!normalized) {
      return unnormalized(architecture, read.manager(), read.tensors());
    }
    float smallest = smallest(read.get(STD));
    if (!(smallest > 0)) {
      read.close();
      throw new WeightsFormatException(
          file.apply(STD).origin(),
          String.format(
              Locale.ROOT, "the tensor %s holds %s, expected numbers above 0", STD, smallest));
    }
    return new MetaNetParameters(architecture, read);
  }

  private static float smallest(NDArray array) {
    try (NDArray minimum = array.min()) {
      return minimum.getFloat();
    }
  }

  /**
   * Copies arrays, without their gradients.
   *
   * @param tensors of {@link MetaNetArchitecture#tensors}
   */
  static MetaNetParameters copyOf(MetaNetArchitecture architecture, Map<String, NDArray> tensors) {
    return new MetaNetParameters(
        architecture,
        NamedTensors.copyOf(tensors, architecture.tensors(), PyTorchEngine.newManager()));
  }

  /** Copies the arrays, without their gradients. */
  MetaNetParameters copy() {
    return copyOf(architecture, tensors());
  }

  @Override
  public void close() {
    named.close();
  }
}
