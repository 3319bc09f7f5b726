package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.weights.NamedTensors;
import java.util.Map;

/** Transform networks with random weights, as fast as trained ones. */
final class RandomNetwork {
  private RandomNetwork() {}

  static TransformModel of(int base) {
    TransformNet net = TransformNet.of(base);
    try (NamedTensors weights = net.randomWeights(1, NDManager.newBaseManager())) {
      return TransformNetModel.of(net, weights.tensors(), Map.of());
    }
  }

  /** The floating-point operations of the convolutions for one image, as in the paper. */
  static double operations(TransformNet net, int side) {
    double operations = 0;
    for (Map.Entry<String, Shape> layer : net.kernelShapes().entrySet()) {
      int shrunk =
          switch (layer.getKey()) {
            case "downsampling.1", "upsampling.7", "upsampling.11" -> side;
            case "downsampling.5", "upsampling.2" -> side / 2;
            default -> side / 4;
          };
      operations += 2.0 * layer.getValue().size() * shrunk * shrunk;
    }
    return operations;
  }
}
