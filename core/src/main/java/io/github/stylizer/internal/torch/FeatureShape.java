package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The shape of a batch of pictures or feature maps. */
public final class FeatureShape {
  private FeatureShape() {}

  /**
   * Returns the shape of feature maps.
   *
   * @param features any array
   * @return its shape
   * @throws IllegalArgumentException if the array is not four-dimensional
   */
  public static Shape of(NDArray features) {
    Shape shape = features.getShape();
    if (shape.dimension() != 4) {
      throw new IllegalArgumentException(
          "expected an array of shape (N, C, H, W), but found " + shape);
    }
    return shape;
  }
}
