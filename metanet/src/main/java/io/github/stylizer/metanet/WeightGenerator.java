package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import io.github.stylizer.internal.torch.Scoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The computation of a MetaNet: from statistics to a style code to the weights of a transform
 * network. It holds no parameters; gradients flow into all of its inputs.
 */
record WeightGenerator(MetaNetArchitecture architecture) {
  private static final int FASTEST_COLUMNS = 4;

  // Keeps a zero filter zero with a finite gradient: that of a plain square root is infinite there.
  private static final float SMALLEST_SQUARE = 1e-12f;

  /**
   * Computes the hidden layer.
   *
   * @param statistics {@code (S, statistics)} of S paintings, see {@link
   *     io.github.stylizer.internal.loss.ChannelStatistics}
   * @param parameters of {@link MetaNetArchitecture#parameters}, and the mean and standard
   *     deviation to normalize statistics with
   * @return {@code (S, 14 · hidden)}, attached to the manager of {@code statistics}
   */
  NDArray codes(NDArray statistics, Map<String, NDArray> parameters) {
    return Scoped.result(
        () -> {
          NDArray normalized =
              statistics
                  .sub(parameters.get(MetaNetArchitecture.MEAN))
                  .div(parameters.get(MetaNetArchitecture.STD));
          return hidden(normalized, parameters);
        });
  }

  /**
   * Computes the hidden layer of normalized statistics.
   *
   * @param normalized {@code (S, statistics)}
   * @param parameters has the weight and the bias of the layer
   * @return {@code (S, 14 · hidden)}
   */
  static NDArray hidden(NDArray normalized, Map<String, NDArray> parameters) {
    return Activation.relu(linear(normalized, MetaNetArchitecture.HIDDEN, parameters));
  }

  /**
   * Computes the weights of the transform network.
   *
   * @param codes {@code (S, 14 · hidden)}
   * @param parameters of {@link MetaNetArchitecture#parameters}
   * @return {@code <layer>.weight} and {@code <layer>.bias} of all 16 layers, in the order of the
   *     network. Those that depend on the style are {@code (O, I, K, K)} and {@code (O)} for one
   *     style, {@code (S, O, I, K, K)} and {@code (S, O)} for more, and attached to the manager of
   *     {@code codes}. The others are the parameters themselves
   */
  Map<String, NDArray> weights(NDArray codes, Map<String, NDArray> parameters) {
    return weights(codes, numbers(codes, parameters), parameters);
  }

  /**
   * Computes the weights of the transform network from the outputs of the heads.
   *
   * @param numbers from {@link #numbers} for the same codes
   */
  Map<String, NDArray> weights(
      NDArray codes, Map<String, NDArray> numbers, Map<String, NDArray> parameters) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    putTrained(MetaNetArchitecture.FIRST, parameters, weights);
    weights.putAll(Scoped.results(() -> generated(codes, numbers, parameters), Map::values));
    if (!architecture.colorHead()) {
      putTrained(MetaNetArchitecture.LAST, parameters, weights);
    }
    return weights;
  }

  private Map<String, NDArray> generated(
      NDArray codes, Map<String, NDArray> numbers, Map<String, NDArray> parameters) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    Map<String, Shape> shapes = architecture.generated();
    numbers.forEach(
        (layer, values) -> putGenerated(layer, required(shapes, layer), values, weights));
    if (architecture.colorHead()) {
      putColored(codes, parameters, weights);
    }
    return weights;
  }

  /**
   * Extracts the weights of one style from those of several.
   *
   * @param weights from {@link #weights}, for {@code styles} styles
   * @return views of them for one style, including those that all styles share
   */
  static Map<String, NDArray> ofStyle(Map<String, NDArray> weights, int index, int styles) {
    if (styles == 1) {
      return weights;
    }
    Map<String, NDArray> own = new LinkedHashMap<>();
    weights.forEach(
        (name, tensor) -> {
          int ofOne = name.endsWith(MetaNetArchitecture.WEIGHT) ? 4 : 1;
          boolean shared = tensor.getShape().dimension() == ofOne;
          own.put(name, shared ? tensor : tensor.get(index));
        });
    return own;
  }

  /**
   * Computes the outputs of the heads.
   *
   * @param codes {@code (S, 14 · hidden)}
   * @param parameters of {@link MetaNetArchitecture#parameters}
   * @return for each generated layer {@code (S, O·I·K·K + O)}: its unscaled kernel, then its bias
   */
  Map<String, NDArray> numbers(NDArray codes, Map<String, NDArray> parameters) {
    Map<String, NDArray> numbers = new LinkedHashMap<>();
    try (NDList slices = codes.split(architecture.generated().size(), 1)) {
      for (String layer : architecture.generated().keySet()) {
        int index = numbers.size();
        String head = MetaNetArchitecture.head(index);
        numbers.put(layer, multiplied(slices.get(index), head, parameters));
      }
    }
    return numbers;
  }

  /**
   * Computes a linear layer with many outputs. PyTorch reads its matrix five times as fast to
   * multiply it by four columns as by one column, or by rows.
   */
  private static NDArray multiplied(NDArray input, String layer, Map<String, NDArray> parameters) {
    long styles = input.getShape().get(0);
    return Scoped.result(
        () -> {
          NDList rows = new NDList();
          for (long columns = 0; columns < FASTEST_COLUMNS; columns += styles) {
            rows.add(input);
          }
          NDArray repeated = rows.size() == 1 ? input : NDArrays.concat(rows, 0);
          NDArray product =
              required(parameters, layer + MetaNetArchitecture.WEIGHT).matMul(repeated.transpose());
          NDArray result =
              product
                  .get(new NDIndex(":, :{}", styles))
                  .transpose()
                  .add(parameters.get(layer + MetaNetArchitecture.BIAS));
          // The product starts with a weight, whose manager it would join.
          result.attach(input.getManager());
          return result;
        });
  }

  private static NDArray linear(NDArray input, String layer, Map<String, NDArray> parameters) {
    return Linear.linear(
            input,
            parameters.get(layer + MetaNetArchitecture.WEIGHT),
            parameters.get(layer + MetaNetArchitecture.BIAS))
        .singletonOrThrow();
  }

  private static void putTrained(
      String layer, Map<String, NDArray> parameters, Map<String, NDArray> weights) {
    for (String ending : new String[] {MetaNetArchitecture.WEIGHT, MetaNetArchitecture.BIAS}) {
      weights.put(layer + ending, parameters.get(layer + ending));
    }
  }

  /** The output of a head is a layer's kernel, then its bias. */
  private void putGenerated(
      String layer, Shape shape, NDArray numbers, Map<String, NDArray> weights) {
    long styles = numbers.getShape().get(0);
    long outputs = shape.get(0);
    NDArray filters =
        numbers
            .get(new NDIndex(":, :{}", shape.size()))
            .reshape(styles, outputs, shape.size() / outputs);
    NDArray bias;
    if (architecture.unitFilters()) {
      NDArray length = filters.square().sum(new int[] {2}, true).add(SMALLEST_SQUARE).sqrt();
      filters = filters.div(length);
      bias = numbers.getManager().zeros(new Shape(styles, outputs));
    } else {
      bias = numbers.get(new NDIndex(":, {}:", shape.size()));
    }
    put(layer, filters.reshape(new Shape(styles).addAll(shape)), bias, weights);
  }

  /**
   * Nothing follows the last convolution, so its kernel and bias absorb the color transform: {@code
   * M·(W*x + b) + c = (M·W)*x + (M·b + c)}.
   */
  private void putColored(
      NDArray codes, Map<String, NDArray> parameters, Map<String, NDArray> weights) {
    long styles = codes.getShape().get(0);
    NDArray numbers = linear(codes, MetaNetArchitecture.COLOR, parameters);
    NDArray matrix = numbers.get(new NDIndex(":, :9")).reshape(styles, 3, 3);
    NDArray offset = numbers.get(new NDIndex(":, 9:"));
    NDArray kernel = required(parameters, MetaNetArchitecture.LAST + MetaNetArchitecture.WEIGHT);
    NDArray bias = required(parameters, MetaNetArchitecture.LAST + MetaNetArchitecture.BIAS);
    Shape shape = kernel.getShape();
    NDArray colored =
        matrix.matMul(kernel.reshape(3, shape.size() / 3)).reshape(new Shape(styles).addAll(shape));
    NDArray shifted = matrix.matMul(bias.reshape(3, 1)).reshape(styles, 3).add(offset);
    put(MetaNetArchitecture.LAST, colored, shifted, weights);
  }

  private static <T> T required(Map<String, T> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static void put(
      String layer, NDArray kernel, NDArray bias, Map<String, NDArray> weights) {
    boolean one = kernel.getShape().get(0) == 1;
    weights.put(layer + MetaNetArchitecture.WEIGHT, one ? kernel.squeeze(0) : kernel);
    weights.put(layer + MetaNetArchitecture.BIAS, one ? bias.squeeze(0) : bias);
  }
}
