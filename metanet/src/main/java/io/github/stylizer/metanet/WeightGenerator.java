package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.required;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import io.github.stylizer.internal.torch.Scoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The computation of a MetaNet: from statistics to a style code to the weights of a transform
 * network. It holds no parameters; gradients flow into all of its inputs.
 */
record WeightGenerator(MetaNetArchitecture architecture) {
  /**
   * Computes the hidden layer.
   *
   * @param statistics {@code (S, statistics)} of S paintings, see {@link
   *     io.github.stylizer.internal.loss.ChannelStatistics}
   * @param parameters of {@link MetaNetArchitecture#parameters}, and the mean and standard
   *     deviation to normalize statistics with
   * @return {@code (S, codeLength)}, attached to the manager of {@code statistics}
   */
  NDArray codes(NDArray statistics, Map<String, NDArray> parameters) {
    return Scoped.result(
        () -> {
          NDArray normalized =
              statistics
                  .sub(parameters.get(MetaNetArchitecture.MEAN))
                  .div(parameters.get(MetaNetArchitecture.STD));
          return Activation.relu(linear(normalized, MetaNetArchitecture.HIDDEN, parameters));
        });
  }

  /**
   * Computes the weights of the transform network.
   *
   * @param codes {@code (S, codeLength)}
   * @param parameters of {@link MetaNetArchitecture#parameters}
   * @return {@code <layer>.weight} and {@code <layer>.bias} of all layers. Those that depend on the
   *     style are {@code (O, I, K, K)} and {@code (O)} for one style, {@code (S, O, I, K, K)} and
   *     {@code (S, O)} for more, and attached to the manager of {@code codes}. The others are the
   *     parameters themselves
   */
  Map<String, NDArray> weights(NDArray codes, Map<String, NDArray> parameters) {
    return weights(codes, outputs(codes, parameters), parameters);
  }

  /**
   * Computes the weights of the transform network from the outputs of the heads.
   *
   * @param outputs from {@link #outputs} for the same codes
   */
  Map<String, NDArray> weights(
      NDArray codes, Map<String, NDArray> outputs, Map<String, NDArray> parameters) {
    Map<String, NDArray> weights =
        new LinkedHashMap<>(architecture.filters().shared(parameters, architecture.base()));
    weights.putAll(Scoped.results(() -> generated(codes, outputs, parameters), Map::values));
    if (!architecture.colorHead()) {
      for (String end : new String[] {MetaNetArchitecture.WEIGHT, MetaNetArchitecture.BIAS}) {
        String name = MetaNetArchitecture.LAST + end;
        weights.put(name, required(parameters, name));
      }
    }
    return weights;
  }

  private Map<String, NDArray> generated(
      NDArray codes, Map<String, NDArray> outputs, Map<String, NDArray> parameters) {
    StyleWeights weights = new StyleWeights();
    architecture.filters().generate(outputs, parameters, architecture.base(), weights);
    if (architecture.colorHead()) {
      putColored(codes, parameters, weights);
    }
    return weights.tensors();
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
   * @param codes {@code (S, codeLength)}
   * @param parameters of {@link MetaNetArchitecture#parameters}
   * @return {@code (S, outputs)} of each head by its name
   */
  Map<String, NDArray> outputs(NDArray codes, Map<String, NDArray> parameters) {
    return architecture.filters().outputs(codes, parameters, architecture.base());
  }

  private static NDArray linear(NDArray input, String layer, Map<String, NDArray> parameters) {
    return Linear.linear(
            input,
            parameters.get(layer + MetaNetArchitecture.WEIGHT),
            parameters.get(layer + MetaNetArchitecture.BIAS))
        .singletonOrThrow();
  }

  /**
   * Nothing follows the last convolution, so its kernel and bias absorb the color transform: {@code
   * M·(W*x + b) + c = (M·W)*x + (M·b + c)}.
   */
  private void putColored(NDArray codes, Map<String, NDArray> parameters, StyleWeights weights) {
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
    weights.put(MetaNetArchitecture.LAST, colored, shifted);
  }
}
