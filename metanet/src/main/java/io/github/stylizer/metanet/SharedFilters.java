package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.BIAS;
import static io.github.stylizer.metanet.MetaNetArchitecture.COLOR;
import static io.github.stylizer.metanet.MetaNetArchitecture.FIRST;
import static io.github.stylizer.metanet.MetaNetArchitecture.HIDDEN;
import static io.github.stylizer.metanet.MetaNetArchitecture.LAST;
import static io.github.stylizer.metanet.MetaNetArchitecture.WEIGHT;
import static io.github.stylizer.metanet.MetaNetArchitecture.required;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.torch.RandomTensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Filters that all styles share, as in conditional instance normalization (Dumoulin et al., arXiv
 * 1610.07629; Ghiasi et al., arXiv 1705.06830): a style writes scale and shift of every instance
 * norm (the outputs of its head are scale minus one, then shift). Besides, it corrects the kernel
 * of each convolution between the first and the last, seen as a matrix {@code (O, I·K·K)}, by the
 * product of two matrices of low rank. All heads read the whole hidden layer.
 *
 * @param rank of the corrections, 0 … 64; 0 for none
 */
record SharedFilters(int rank) implements StyleFilters {
  /** The metadata that identifies them. */
  static final String SHARED = "shared";

  static final int MAXIMUM_RANK = 64;
  private static final String LEFT = ".left";
  private static final String RIGHT = ".right";
  private static final String AFFINE = ".affine";

  // What a step changes, in parts of the learning rate. The outputs of a head add up changes of all
  // hidden units, and the hidden units those of all statistics.
  private static final double HIDDEN_RATE = 0.05;
  private static final double HEAD_RATE = 0.15;
  private static final double COLOR_RATE = 0.1;

  // The corrections begin at a fifth of the kernels that they correct.
  private static final double LEFT_SCALE = 0.3;
  private static final double WEIGHT_DEVIATION = 0.06;
  private static final double BIAS_DEVIATION = 0.1;
  private static final double AFFINE_DEVIATION = 0.01;
  private static final double HIDDEN_GAIN = 1.4;

  SharedFilters {
    if (rank < 0 || rank > MAXIMUM_RANK) {
      throw new IllegalArgumentException(
          "the rank of corrections must be 0 … " + MAXIMUM_RANK + ", but is " + rank);
    }
  }

  @Override
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(MetaNetFile.FILTERS, SHARED);
    metadata.put(MetaNetFile.RANK, Integer.toString(rank));
    return metadata;
  }

  @Override
  public TransformNet net(int base) {
    return new TransformNet(base, Norm.AFFINE, false);
  }

  @Override
  public int codeLength(int hidden) {
    return hidden;
  }

  /** The shape of each convolution's kernel. */
  private static Map<String, Shape> kernels(int base) {
    return TransformNet.of(base).kernelShapes();
  }

  /** The channels of each instance norm. */
  private Map<String, Long> norms(int base) {
    Map<String, Shape> shapes = new LinkedHashMap<>(net(base).kernelShapes());
    shapes.keySet().removeAll(kernels(base).keySet());
    Map<String, Long> channels = new LinkedHashMap<>();
    shapes.forEach((norm, shape) -> channels.put(norm, shape.get(0)));
    return channels;
  }

  /** The convolutions that a style corrects. */
  private Map<String, Shape> corrected(int base) {
    Map<String, Shape> corrected = new LinkedHashMap<>(rank == 0 ? Map.of() : kernels(base));
    List.of(FIRST, LAST).forEach(corrected::remove);
    return corrected;
  }

  /** Only the last has a bias: a norm follows the others. */
  @Override
  public Map<String, Shape> convolutions(int base) {
    Map<String, Shape> tensors = new LinkedHashMap<>();
    kernels(base).forEach((layer, kernel) -> tensors.put(layer + WEIGHT, kernel));
    tensors.put(LAST + BIAS, new Shape(3));
    return tensors;
  }

  @Override
  public Map<String, Shape> heads(int base, int hidden) {
    Map<String, Shape> heads = new LinkedHashMap<>();
    norms(base).forEach((norm, count) -> heads.put(norm + AFFINE, new Shape(2 * count, hidden)));
    corrected(base)
        .forEach(
            (layer, kernel) -> {
              heads.put(layer + LEFT, new Shape(rank * kernel.get(0), hidden));
              heads.put(layer + RIGHT, new Shape(rank * kernel.slice(1).size(), hidden));
            });
    return heads;
  }

  @Override
  public String firstHead() {
    return norms(1).keySet().iterator().next() + AFFINE;
  }

  @Override
  public Map<String, NDArray> outputs(NDArray codes, Map<String, NDArray> parameters, int base) {
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    for (String head : heads(base, 1).keySet()) {
      outputs.put(head, Heads.outputs(codes, head, parameters));
    }
    return outputs;
  }

  @Override
  public Map<String, NDArray> shared(Map<String, NDArray> parameters, int base) {
    Map<String, NDArray> shared = new LinkedHashMap<>();
    Map<String, Shape> corrected = corrected(base);
    for (String layer : kernels(base).keySet()) {
      if (!layer.equals(LAST) && !corrected.containsKey(layer)) {
        shared.put(layer + WEIGHT, required(parameters, layer + WEIGHT));
      }
    }
    return shared;
  }

  @Override
  public void generate(
      Map<String, NDArray> outputs,
      Map<String, NDArray> parameters,
      int base,
      StyleWeights weights) {
    Map<String, Shape> corrected = corrected(base);
    NDArray any = outputs.values().iterator().next();
    long styles = any.getShape().get(0);
    kernels(base)
        .forEach(
            (layer, shape) -> {
              if (corrected.containsKey(layer)) {
                NDArray kernel = corrected(layer, shape, outputs, parameters);
                weights.put(layer, kernel, zeros(any, styles, shape.get(0)));
              } else if (!layer.equals(LAST)) {
                weights.putSharedBias(layer, zeros(any, shape.get(0)));
              }
            });
    norms(base)
        .forEach(
            (norm, channels) -> {
              NDArray affine = required(outputs, norm + AFFINE);
              NDArray scale = affine.get(new NDIndex(":, :{}", channels)).add(1);
              NDArray shift = affine.get(new NDIndex(":, {}:", channels));
              weights.put(norm, scale.reshape(styles, channels, 1, 1, 1), shift);
            });
  }

  private static NDArray zeros(NDArray like, long... shape) {
    return like.getManager().zeros(new Shape(shape), DataType.FLOAT32);
  }

  private NDArray corrected(
      String layer, Shape shape, Map<String, NDArray> outputs, Map<String, NDArray> parameters) {
    NDArray left = required(outputs, layer + LEFT);
    NDArray right = required(outputs, layer + RIGHT);
    long styles = left.getShape().get(0);
    long rows = shape.get(0);
    long columns = shape.slice(1).size();
    NDArray correction =
        left.reshape(styles, rows, rank).matMul(right.reshape(styles, rank, columns));
    NDArray kernel = required(parameters, layer + WEIGHT).reshape(1, rows, columns);
    return correction.add(kernel).reshape(new Shape(styles).addAll(shape));
  }

  @Override
  public NDArray drawn(String name, Shape shape, long inputs, RandomTensors random) {
    boolean weight = name.endsWith(WEIGHT);
    String layer = name.substring(0, name.lastIndexOf('.'));
    if (layer.equals(HIDDEN)) {
      return random.normal(shape, HIDDEN_GAIN / Math.sqrt((double) inputs));
    }
    if (layer.endsWith(AFFINE)) {
      return random.normal(shape, weight ? AFFINE_DEVIATION : 0);
    }
    double deviation = weight ? WEIGHT_DEVIATION : BIAS_DEVIATION;
    if (layer.endsWith(LEFT)) {
      return random.normal(shape, LEFT_SCALE * deviation);
    }
    if (layer.endsWith(RIGHT)) {
      return random.normal(shape, deviation * rightScale(shape));
    }
    // As PyTorch's convolutions begin. It matters only in the last, which no norm follows.
    return random.normal(shape, 1 / Math.sqrt(3.0 * inputs));
  }

  /** Makes the right matrix as long as the left, however many columns it has. */
  private double rightScale(Shape shape) {
    return Math.sqrt((double) rank / shape.get(0));
  }

  @Override
  public double learningScale(String name, Shape shape) {
    String layer = name.substring(0, name.lastIndexOf('.'));
    if (layer.equals(HIDDEN)) {
      return HIDDEN_RATE;
    }
    if (layer.equals(COLOR)) {
      return HEAD_RATE * COLOR_RATE;
    }
    if (layer.endsWith(AFFINE)) {
      return HEAD_RATE;
    }
    if (layer.endsWith(LEFT)) {
      return HEAD_RATE * LEFT_SCALE;
    }
    return layer.endsWith(RIGHT) ? HEAD_RATE * rightScale(shape) : 1;
  }
}
