package io.github.stylizer.fastnet;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.StyleModel;
import io.github.stylizer.nn.TransformNet;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.StyleModelContract;
import java.util.Map;

class FastNetTest extends StyleModelContract {
  @Override
  protected StyleModel open() {
    TransformNet net = TransformNet.of(4);
    try (NDManager manager = NDManager.newBaseManager()) {
      return FastNet.of(net, DrawnTransformNet.tensors(manager, net.kernelShapes(), 1), Map.of());
    }
  }

  @Override
  protected int minimumSide() {
    return TransformNet.MINIMUM_SIDE;
  }
}
