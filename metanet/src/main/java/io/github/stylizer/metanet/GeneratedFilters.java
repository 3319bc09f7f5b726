package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.BIAS;
import static io.github.stylizer.metanet.MetaNetArchitecture.COLOR;
import static io.github.stylizer.metanet.MetaNetArchitecture.FIRST;
import static io.github.stylizer.metanet.MetaNetArchitecture.LAST;
import static io.github.stylizer.metanet.MetaNetArchitecture.WEIGHT;
import static io.github.stylizer.metanet.MetaNetArchitecture.required;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.torch.RandomTensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Filters that heads write, as in the paper: each convolution but the first and the last has a
 * slice of the hidden layer, and a head that computes its kernel and its bias from it.
 *
 * @param unitLength whether every generated filter is scaled to unit length. The instance norm
 *     after it removes any scale, so the result is the same, but unbounded filters grow at every
 *     training step, since no gradient holds them back. The generated biases, which the norm also
 *     removes, are then unused
 */
record GeneratedFilters(boolean unitLength) implements StyleFilters {
  /** The metadata of filters of unit length. */
  static final String UNIT = "unit length";

  /** The metadata of others. */
  static final String AS_GENERATED = "as generated";

  private static final String HEAD = "fc";
  private static final float HEAD_DEVIATION = 0.3f;

  // Adam moves every weight by about the learning rate per step, and the color head has hundreds of
  // inputs: at full scale, colors would jump by a tenth or more.
  private static final double COLOR_SCALE = 0.02;

  // Keeps a zero filter zero with a finite gradient: that of a plain square root is infinite there.
  private static final float SMALLEST_SQUARE = 1e-12f;

  /** The name of the head of the generated layer {@code index}: the first one is {@code fc1}. */
  static String head(int index) {
    return HEAD + (index + 1);
  }

  /** The shape of each generated layer's kernel, in the order of the network. */
  static Map<String, Shape> generated(int base) {
    Map<String, Shape> layers = new LinkedHashMap<>(TransformNet.of(base).kernelShapes());
    layers.remove(FIRST);
    layers.remove(LAST);
    return layers;
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of(MetaNetFile.FILTERS, unitLength ? UNIT : AS_GENERATED);
  }

  @Override
  public TransformNet net(int base) {
    return TransformNet.of(base);
  }

  @Override
  public int codeLength(int hidden) {
    return hidden * generated(1).size();
  }

  @Override
  public Map<String, Shape> convolutions(int base) {
    Map<String, Shape> kernels = net(base).kernelShapes();
    Map<String, Shape> trained = new LinkedHashMap<>();
    for (String layer : List.of(FIRST, LAST)) {
      trained.put(layer, required(kernels, layer));
    }
    return ConvWeights.shapes(trained);
  }

  @Override
  public Map<String, Shape> heads(int base, int hidden) {
    Map<String, Shape> heads = new LinkedHashMap<>();
    for (Shape kernel : generated(base).values()) {
      heads.put(head(heads.size()), new Shape(kernel.size() + kernel.get(0), hidden));
    }
    return heads;
  }

  @Override
  public String firstHead() {
    return head(0);
  }

  @Override
  public Map<String, NDArray> outputs(NDArray codes, Map<String, NDArray> parameters, int base) {
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    int layers = generated(base).size();
    try (NDList slices = codes.split(layers, 1)) {
      for (int i = 0; i < layers; i++) {
        outputs.put(head(i), Heads.outputs(slices.get(i), head(i), parameters));
      }
    }
    return outputs;
  }

  @Override
  public Map<String, NDArray> shared(Map<String, NDArray> parameters, int base) {
    Map<String, NDArray> first = new LinkedHashMap<>();
    first.put(FIRST + WEIGHT, required(parameters, FIRST + WEIGHT));
    first.put(FIRST + BIAS, required(parameters, FIRST + BIAS));
    return first;
  }

  @Override
  public void generate(
      Map<String, NDArray> outputs,
      Map<String, NDArray> parameters,
      int base,
      StyleWeights weights) {
    List<NDArray> numbers = new ArrayList<>(outputs.values());
    int index = 0;
    for (Map.Entry<String, Shape> layer : generated(base).entrySet()) {
      generate(layer.getKey(), layer.getValue(), numbers.get(index++), weights);
    }
  }

  /** The output of a head is a layer's kernel, then its bias. */
  private void generate(String layer, Shape shape, NDArray numbers, StyleWeights weights) {
    long styles = numbers.getShape().get(0);
    long outputs = shape.get(0);
    NDArray filters =
        numbers
            .get(new NDIndex(":, :{}", shape.size()))
            .reshape(styles, outputs, shape.size() / outputs);
    NDArray bias;
    if (unitLength) {
      NDArray length = filters.square().sum(new int[] {2}, true).add(SMALLEST_SQUARE).sqrt();
      filters = filters.div(length);
      bias = numbers.getManager().zeros(new Shape(styles, outputs));
    } else {
      bias = numbers.get(new NDIndex(":, {}:", shape.size()));
    }
    weights.put(layer, filters.reshape(new Shape(styles).addAll(shape)), bias);
  }

  /**
   * As PyTorch draws a linear layer or a convolution, uniformly between {@code ±1/sqrt(inputs)}.
   * Heads of filters of unit length are drawn from a normal distribution, the bias with deviation
   * 1, so that the styles' filters begin alike, but not equal.
   */
  @Override
  public NDArray drawn(String name, Shape shape, long inputs, RandomTensors random) {
    if (name.startsWith(HEAD) && unitLength) {
      return random.normal(shape, name.endsWith(WEIGHT) ? HEAD_DEVIATION : 1);
    }
    double bound = 1 / Math.sqrt((double) inputs);
    return random.filled(shape, numbers -> numbers.nextDouble(-bound, bound));
  }

  @Override
  public double learningScale(String name, Shape shape) {
    return name.startsWith(COLOR) ? COLOR_SCALE : 1;
  }
}
