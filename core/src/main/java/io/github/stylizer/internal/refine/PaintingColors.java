package io.github.stylizer.internal.refine;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.Style;
import io.github.stylizer.internal.image.ColorStatistics;
import io.github.stylizer.internal.image.ColorTransfer;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The colors of paintings together.
 *
 * @param statistics mean and covariance
 */
public record PaintingColors(ColorStatistics statistics) {

  /**
   * Measures paintings.
   *
   * @param paintings with weights, at least one
   * @return their colors
   */
  public static PaintingColors of(List<Style.Painting> paintings) {
    double sum = paintings.stream().mapToDouble(Style::weight).sum();
    double[] shares = paintings.stream().mapToDouble(painting -> painting.weight() / sum).toArray();
    List<ColorStatistics> each =
        paintings.stream().map(painting -> ColorStatistics.of(painting.image())).toList();
    return new PaintingColors(ColorStatistics.together(each, shares));
  }

  /**
   * Gives a picture these colors, by the linear map that moves colors least.
   *
   * @param picture {@code (1, 3, H, W)}; not modified
   * @return attached to the manager of the picture
   */
  public NDArray given(NDArray picture) {
    BufferedImage matched = ColorTransfer.matched(ImageTensors.toImage(picture), statistics, 1);
    return ImageTensors.fromImage(picture.getManager(), matched);
  }
}
