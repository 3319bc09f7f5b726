package io.github.stylizer.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The shape of a batch of pictures or feature maps. */
final class PictureShape {
  private PictureShape() {}

  static Shape check(NDArray array) {
    Shape shape = array.getShape();
    if (shape.dimension() != 4) {
      throw new IllegalArgumentException("expected the shape (N, C, H, W), but found " + shape);
    }
    return shape;
  }
}
