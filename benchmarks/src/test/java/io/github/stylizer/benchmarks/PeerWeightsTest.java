package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.testing.DrawnTransformNet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerWeightsTest {
  @Test
  void areThoseOfTheGoldens() {
    TransformNet net = TransformNet.of(4);
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> expected = DrawnTransformNet.tensors(manager, net.kernelShapes(), 9004);
      Map<String, NDArray> drawn = PeerWeights.draw(net, 9004, manager);
      assertThat(drawn).containsOnlyKeys(expected.keySet());
      drawn.forEach(
          (name, array) ->
              assertThat(array.toFloatArray()).isEqualTo(expected.get(name).toFloatArray()));
    }
  }
}
