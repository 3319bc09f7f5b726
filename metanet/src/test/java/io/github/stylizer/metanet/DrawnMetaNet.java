package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parameters of a MetaNet drawn from seeds, as the goldens use them. */
final class DrawnMetaNet {
  private DrawnMetaNet() {}

  /**
   * Draws parameters.
   *
   * @param seed of the hidden layer and the heads
   * @param trainedSeed of the convolutions that are not generated
   */
  static MetaNetParameters parameters(
      MetaNetArchitecture architecture, long seed, long trainedSeed) {
    MetaNetParameters parameters = MetaNetParameters.random(architecture, 0);
    if (architecture.filters() instanceof SharedFilters) {
      drawShared(parameters, seed);
      return parameters;
    }
    Map<String, NDArray> tensors = parameters.tensors();
    try (NDManager scratch = NDManager.newBaseManager()) {
      Map<String, NDArray> trained =
          DrawnTransformNet.tensors(scratch, architecture.net().kernelShapes(), trainedSeed);
      for (String layer : List.of("downsampling.1", "upsampling.11")) {
        for (String ending : List.of(".weight", ".bias")) {
          set(tensors.get(layer + ending), trained.get(layer + ending).toFloatArray());
        }
      }
      draw(tensors.get("hidden.weight"), seed, scale(architecture.statistics(), 1));
      draw(tensors.get("hidden.bias"), seed + 1, 0.1f);
      List<Shape> kernels =
          new ArrayList<>(GeneratedFilters.generated(architecture.base()).values());
      for (int j = 0; j < kernels.size(); j++) {
        long fanIn = kernels.get(j).slice(1).size();
        String head = "fc" + (j + 1);
        float weight = scale(architecture.hidden() * fanIn, 1);
        draw(tensors.get(head + ".weight"), seed + 2 + 2L * j, weight);
        draw(tensors.get(head + ".bias"), seed + 3 + 2L * j, scale(fanIn, 0.25));
      }
      if (architecture.colorHead()) {
        draw(tensors.get("color.weight"), seed - 1, 0.1f);
      }
    }
    return parameters;
  }

  /** Kernels and heads of a size that makes every style's corrections and norms its own. */
  private static void drawShared(MetaNetParameters parameters, long seed) {
    long next = seed;
    for (String name : parameters.architecture().parameters().keySet()) {
      NDArray tensor = parameters.tensors().get(name);
      Shape shape = tensor.getShape();
      boolean kernel = shape.dimension() == 4;
      float weight = scale(shape.slice(1).size(), kernel ? 8 : 0.03);
      draw(tensor, next++, name.endsWith(".bias") ? 0.1f : weight);
    }
  }

  // README of the goldens: scale(fanIn, gain) = sqrt(3 * gain / fanIn).
  private static float scale(long fanIn, double gain) {
    return (float) Math.sqrt(3 * gain / fanIn);
  }

  private static void draw(NDArray tensor, long seed, float scale) {
    float[] values = Draw.values(seed, tensor.getShape(), -1, 1);
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    set(tensor, values);
  }

  private static void set(NDArray tensor, float[] values) {
    tensor.set(values);
  }
}
