package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.nn.LearnedConvWeights;
import io.github.stylizer.nn.TransformModel;
import io.github.stylizer.nn.TransformNet;
import java.util.Map;

/** Transform networks with random weights, which take as long as trained ones. */
final class RandomNetwork {
  private RandomNetwork() {}

  static TransformModel of(int base) {
    TransformNet net = TransformNet.of(base);
    try (NDManager manager = NDManager.newBaseManager();
        LearnedConvWeights weights = net.randomWeights(1, manager)) {
      return TransformModel.of(net, weights.tensors(), Map.of());
    }
  }
}
