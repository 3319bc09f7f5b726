package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Kernels and biases by the names that torch gives them. */
final class NamedConvWeights implements ConvWeights {
  static final String KERNEL = ".weight";
  static final String BIAS = ".bias";

  private final Map<String, NDArray> tensors;
  private final List<String> layers;

  NamedConvWeights(Map<String, NDArray> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
    List<String> names = new ArrayList<>();
    for (String tensor : tensors.keySet()) {
      if (tensor.endsWith(KERNEL)) {
        names.add(tensor.substring(0, tensor.length() - KERNEL.length()));
      }
    }
    this.layers = List.copyOf(names);
    Set<String> pairs = new HashSet<>();
    layers.forEach(layer -> pairs.addAll(List.of(layer + KERNEL, layer + BIAS)));
    if (!pairs.equals(tensors.keySet())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "weights are pairs <layer>%s and <layer>%s, but the tensors are %s",
              KERNEL,
              BIAS,
              tensors.keySet()));
    }
  }

  @Override
  public List<String> layers() {
    return layers;
  }

  @Override
  public NDArray kernel(String layer) {
    return find(layer, KERNEL);
  }

  @Override
  public NDArray bias(String layer) {
    return find(layer, BIAS);
  }

  private NDArray find(String layer, String ending) {
    NDArray array = tensors.get(layer + ending);
    if (array == null) {
      throw new IllegalArgumentException(
          "there is no layer '" + layer + "'; the layers are " + layers);
    }
    return array;
  }
}
