package io.github.stylizer.internal.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The palette of an image, wherever its colors are: along each of some directions in RGB, the
 * sorted colors, as the means of equally many of them. The mean squared difference of two images
 * approximates their sliced Wasserstein distance (Bonneel et al., "Sliced and Radon Wasserstein
 * Barycenters of Measures", 2015).
 */
public final class ColorQuantiles {
  /** Numbers along each direction. */
  public static final int QUANTILES = 64;

  /** Directions; the opposite of one would only turn the order around. */
  public static final int DIRECTIONS = 16;

  /** How many numbers an image has. */
  static final int LENGTH = DIRECTIONS * QUANTILES;

  private static final Map<Device, TorchProgram> COMPILED = new ConcurrentHashMap<>();

  private ColorQuantiles() {}

  /**
   * Computes the palettes of images.
   *
   * @param images {@code (N, 3, H, W)}; not modified
   * @return {@code (N, LENGTH)}, attached to the manager of the images; gradients flow through it
   * @throws IllegalArgumentException if the array is not four-dimensional
   */
  static NDArray compute(NDArray images) {
    Tensors.requireNchw(images);
    NDArray quantiles =
        COMPILED
            .computeIfAbsent(images.getDevice(), ColorQuantiles::compile)
            .run(ProgramArguments.of(images))
            .singletonOrThrow();
    quantiles.attach(images.getManager());
    return quantiles;
  }

  private static TorchProgram compile(Device device) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < DIRECTIONS; i++) {
      double[] direction = direction(i);
      rows.add(
          String.format(
              Locale.ROOT, "[%.7f, %.7f, %.7f]", direction[0], direction[1], direction[2]));
    }
    return TorchProgram.compile(
        "x: Tensor",
        "Tensor",
        List.of(
            "directions = torch.to(torch.tensor([" + String.join(", ", rows) + "]), x)",
            "pixels = torch.reshape(x, [torch.size(x, 0), 3, -1])",
            "sorted, places = torch.sort(torch.matmul(directions, pixels), 2)",
            String.format(
                Locale.ROOT, "quantiles = torch.adaptive_avg_pool1d(sorted, [%d])", QUANTILES),
            "return torch.reshape(quantiles, [torch.size(x, 0), -1])"),
        device);
  }

  /**
   * Returns a direction. All of them lie evenly on half a sphere, in a spiral of the golden angle.
   *
   * @param number of the direction, from 0
   * @return a unit vector
   */
  public static double[] direction(int number) {
    double height = (number + 0.5) / DIRECTIONS;
    double radius = Math.sqrt(1 - height * height);
    double angle = number * Math.PI * (3 - Math.sqrt(5));
    return new double[] {radius * Math.cos(angle), radius * Math.sin(angle), height};
  }
}
