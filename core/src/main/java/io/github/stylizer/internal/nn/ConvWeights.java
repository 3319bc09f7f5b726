package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A named set of convolution kernels and biases that a network runs on. Where they come from is
 * open: they may be learned and loaded from a file, or be the output of another network, in which
 * case gradients flow through them into that network.
 */
public interface ConvWeights {

  /**
   * Views named tensors as weights: {@code <layer>.weight} is the kernel of a layer and {@code
   * <layer>.bias} its bias, as torch names them.
   *
   * @param tensors the arrays, in the order of the network; they stay the caller's
   * @return the weights
   * @throws IllegalArgumentException if a name ends otherwise or one of a pair is missing
   */
  static ConvWeights of(Map<String, NDArray> tensors) {
    return new NamedConvWeights(tensors);
  }

  /**
   * Returns the shapes of a network's tensors, by the names that torch gives them.
   *
   * @param kernels the shape {@code (O, …)} of each layer's kernel, by layer, in the order of the
   *     network
   * @return the shapes of {@code <layer>.weight} and of {@code <layer>.bias}, which is {@code (O)},
   *     in the same order
   */
  static Map<String, Shape> shapes(Map<String, Shape> kernels) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    kernels.forEach(
        (layer, kernel) -> {
          shapes.put(layer + NamedConvWeights.KERNEL, kernel);
          shapes.put(layer + NamedConvWeights.BIAS, kernel.slice(0, 1));
        });
    return shapes;
  }

  /**
   * Returns the names of the layers, in the order in which the network uses them, for instance
   * {@code downsampling.1, downsampling.5 …}.
   *
   * @return the names
   */
  List<String> layers();

  /**
   * Returns the kernel of a layer.
   *
   * @param layer one of {@link #layers()}
   * @return {@code (O, I, K, K)}, or {@code (N, O, I, K, K)} where every picture of a batch of N
   *     has a kernel of its own; belongs to this object, the caller does not close it
   * @throws IllegalArgumentException if there is no such layer
   */
  NDArray kernel(String layer);

  /**
   * Returns the bias of a layer.
   *
   * @param layer one of {@link #layers()}
   * @return {@code (O)}, or {@code (N, O)} where every picture of a batch of N has a bias of its
   *     own; belongs to this object, the caller does not close it
   * @throws IllegalArgumentException if there is no such layer
   */
  NDArray bias(String layer);
}
