package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the weights of a transform network for one or more styles. Not thread-safe. */
final class StyleWeights {
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  /**
   * Adds a layer.
   *
   * @param kernel {@code (S, …)} for S styles
   * @param bias {@code (S, O)}
   */
  void put(String layer, NDArray kernel, NDArray bias) {
    boolean one = kernel.getShape().get(0) == 1;
    tensors.put(layer + MetaNetArchitecture.WEIGHT, one ? kernel.squeeze(0) : kernel);
    tensors.put(layer + MetaNetArchitecture.BIAS, one ? bias.squeeze(0) : bias);
  }

  /** Adds a bias {@code (O)} for all styles. */
  void putSharedBias(String layer, NDArray bias) {
    tensors.put(layer + MetaNetArchitecture.BIAS, bias);
  }

  Map<String, NDArray> tensors() {
    return tensors;
  }
}
