package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.testing.Draw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A compact VGG with drawn weights, as {@code drawn/distillation.py} draws them. */
final class DrawnCompactVgg {
  static final CompactVggLayout LAYOUT = new CompactVggLayout(List.of(3, 4, 5, 6));
  private static final long SEED = 100;

  private DrawnCompactVgg() {}

  /** Draws weights; the caller closes them. */
  static NamedTensors weights() {
    NDManager manager = NDManager.newBaseManager();
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    LAYOUT
        .shapes()
        .forEach(
            (name, shape) -> {
              NDArray drawn = Draw.array(manager, SEED + tensors.size(), shape, -1, 1);
              tensors.put(name, drawn.mul((float) scale(shape)));
            });
    return NamedTensors.of(manager, tensors);
  }

  private static double scale(Shape shape) {
    long inputs = shape.slice(1).size();
    return shape.dimension() == 1
        ? 0.1
        : shape.dimension() == 4 ? Math.sqrt(6.0 / inputs) : 1 / Math.sqrt(inputs);
  }
}
