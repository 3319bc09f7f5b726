package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.NormStatistics;
import io.github.stylizer.NormStatistics.Channels;
import io.github.stylizer.StylizerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Statistics of instance norms that are given instead of computed. A norm is then a scale and a
 * shift for every channel, which become part of the convolution before it.
 */
final class FixedNorms {
  private FixedNorms() {}

  private static List<TransformLayer> layers(TransformNet net) {
    return net.layers().stream().filter(TransformLayer::hasNorm).toList();
  }

  /**
   * Takes what a program collected.
   *
   * @param collected from {@link CompiledTransformNet#statistics}
   * @param origin of the weights, for messages
   */
  static NormStatistics read(TransformNet net, NDList collected, String origin) {
    Map<String, Channels> norms = new LinkedHashMap<>();
    List<TransformLayer> layers = layers(net);
    for (int i = 0; i < layers.size(); i++) {
      List<Float> means = new ArrayList<>();
      List<Float> deviations = new ArrayList<>();
      for (float mean : collected.get(2 * i).toFloatArray()) {
        means.add(mean);
      }
      for (float inverse : collected.get(2 * i + 1).toFloatArray()) {
        deviations.add(1 / inverse);
      }
      try {
        norms.put(layers.get(i).norm(), new Channels(means, deviations));
      } catch (IllegalArgumentException e) {
        throw new StylizerException(
            origin + " has no finite statistics: its weights are damaged or too large; use others",
            e);
      }
    }
    return new NormStatistics(norms);
  }

  /**
   * Computes the weights of {@link TransformNet#withoutNorms}.
   *
   * @param weights of the network with norms
   * @param manager for the new arrays
   * @return kernels and biases by their names in files; that of the last layer is the same array
   * @throws IllegalArgumentException if the statistics are those of another network
   */
  static Map<String, NDArray> applied(
      TransformNet net, ConvWeights weights, NormStatistics statistics, NDManager manager) {
    check(net, statistics);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (TransformLayer layer : net.layers()) {
      NDArray kernel = weights.kernel(layer.name());
      NDArray bias = weights.bias(layer.name());
      if (layer.hasNorm()) {
        Channels channels = Objects.requireNonNull(statistics.norms().get(layer.norm()));
        // First operands are new: no result may belong to the manager of the weights.
        NDArray scale = array(channels.deviations(), manager).pow(-1).reshape(-1, 1, 1, 1);
        if (net.norm() == Norm.AFFINE) {
          scale = scale.mul(weights.kernel(layer.norm()));
        }
        kernel = scale.mul(kernel);
        bias = array(channels.means(), manager).mul(scale.reshape(-1)).neg();
        if (net.norm() == Norm.AFFINE) {
          bias = bias.add(weights.bias(layer.norm()));
        }
      }
      tensors.put(layer.name() + ".weight", kernel);
      tensors.put(layer.name() + ".bias", bias);
    }
    return tensors;
  }

  private static NDArray array(List<Float> values, NDManager manager) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return manager.create(array);
  }

  private static void check(TransformNet net, NormStatistics statistics) {
    List<String> names = layers(net).stream().map(TransformLayer::norm).toList();
    List<String> found = List.copyOf(statistics.norms().keySet());
    if (!found.equals(names)) {
      throw new IllegalArgumentException(
          "these are statistics of another network: they are of the norms "
              + found
              + ", expected "
              + names);
    }
    for (TransformLayer layer : layers(net)) {
      int channels = Objects.requireNonNull(statistics.norms().get(layer.norm())).means().size();
      if (channels != layer.outputs()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "these are statistics of another network: %s has %d channels, expected %d",
                layer.norm(),
                channels,
                layer.outputs()));
      }
    }
  }
}
