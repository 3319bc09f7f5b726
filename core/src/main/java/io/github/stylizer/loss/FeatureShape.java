package io.github.stylizer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Checks what every loss asks of a feature map. */
final class FeatureShape {
  private FeatureShape() {}

  static Shape check(NDArray features) {
    Shape shape = features.getShape();
    if (shape.dimension() != 4) {
      throw new IllegalArgumentException(
          "expected an array of shape (N, C, H, W), but found " + shape);
    }
    return shape;
  }
}
