package io.github.stylizer.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.torch.PyTorchEngine;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights of a transform network drawn from a seed, as the goldens use them. */
public final class DrawnTransformNet {
  private DrawnTransformNet() {}

  /**
   * Draws weights.
   *
   * @param manager owns the result
   * @param kernelShapes the shape of each layer's kernel, in the order of the network
   * @param seed that of the first kernel
   * @return {@code <layer>.weight} and {@code <layer>.bias}
   */
  public static Map<String, NDArray> tensors(
      NDManager manager, Map<String, Shape> kernelShapes, long seed) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    long next = seed;
    for (Map.Entry<String, Shape> layer : kernelShapes.entrySet()) {
      Shape shape = layer.getValue();
      // README of the goldens: scale(fanIn, gain) = sqrt(3 * gain / fanIn).
      float scale = (float) Math.sqrt(3.0 / shape.slice(1).size());
      NDArray kernel = Draw.array(manager, next++, shape, -1, 1).mul(scale);
      NDArray bias = Draw.array(manager, next++, shape.slice(0, 1), -1, 1).mul(0.1f);
      tensors.put(layer.getKey() + ".weight", kernel);
      tensors.put(layer.getKey() + ".bias", bias);
    }
    return tensors;
  }

  /**
   * Makes a model of drawn weights.
   *
   * @param net the shape of the network
   * @return the model, which the caller closes
   */
  public static TransformNetModel model(TransformNet net) {
    try (NDManager manager = PyTorchEngine.newManager()) {
      return TransformNetModel.of(net, tensors(manager, net.kernelShapes(), 1), Map.of());
    }
  }
}
