package io.github.stylizer.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Pictures that a golden holds as levels 0 … 255. */
public final class RgbLevels {
  private RgbLevels() {}

  /**
   * Makes a picture of levels what the networks take.
   *
   * @param levels {@code (H, W, 3)}, 0 … 255
   * @return {@code (1, 3, H, W)}, normalized for ImageNet
   */
  public static NDArray normalized(NDArray levels) {
    NDArray mean = levels.getManager().create(new float[] {0.485f, 0.456f, 0.406f});
    NDArray std = levels.getManager().create(new float[] {0.229f, 0.224f, 0.225f});
    NDArray planes = levels.div(255f).sub(mean).div(std).transpose(2, 0, 1);
    Shape shape = planes.getShape();
    return planes.reshape(1, 3, shape.get(1), shape.get(2));
  }
}
