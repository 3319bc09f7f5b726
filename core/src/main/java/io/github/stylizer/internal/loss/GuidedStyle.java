package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The style that a part of an image shall have: Gatys, Ecker, Bethge, Hertzmann and Shechtman,
 * "Controlling Perceptual Factors in Neural Style Transfer", 2016 (<a
 * href="https://arxiv.org/abs/1611.07865">arXiv 1611.07865</a>), equations 2 to 4. The Gram matrix
 * of a part is that of the feature map times its guide, divided by the sum of the squared guide;
 * its loss is weighted by the part's share, so that all pixels count as they do without guides.
 *
 * @param target from {@link PerceptualLoss#styleTarget}
 * @param guides from {@link #guides}, for each style tap {@code (1, 1, h, w)}; null for the whole
 *     image
 */
public record GuidedStyle(NDList target, @Nullable NDList guides) {

  /**
   * Averages a mask to the size of feature maps.
   *
   * @param mask {@code (1, 1, H, W)}, 0 … 1; not modified
   * @param maps {@code (1, C, h, w)}, not larger than the mask
   * @param manager the owner of the result
   * @return for each map {@code (1, 1, h, w)}
   */
  public static NDList guides(NDArray mask, NDList maps, NDManager manager) {
    int height = (int) mask.getShape().get(2);
    int width = (int) mask.getShape().get(3);
    float[] shares = mask.toFloatArray();
    NDList guides = new NDList();
    for (NDArray map : maps) {
      int rows = (int) map.getShape().get(2);
      int columns = (int) map.getShape().get(3);
      float[] guide = new float[rows * columns];
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          guide[row * columns + column] =
              mean(
                  shares,
                  width,
                  row * height / rows,
                  Math.max(row * height / rows + 1, (row + 1) * height / rows),
                  column * width / columns,
                  Math.max(column * width / columns + 1, (column + 1) * width / columns));
        }
      }
      guides.add(manager.create(guide, new Shape(1, 1, rows, columns)));
    }
    return guides;
  }

  private static float mean(float[] shares, int width, int top, int bottom, int left, int right) {
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += shares[y * width + x];
      }
    }
    return (float) (sum / (bottom - top) / (right - left));
  }
}
