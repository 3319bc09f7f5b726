package io.github.stylizer.internal.refine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Style;
import io.github.stylizer.internal.loss.ColorQuantiles;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The distance of an image's colors to those of paintings, wherever they are: along a direction in
 * RGB, the mean squared difference of the {@link ColorQuantiles#QUANTILES quantiles}. Over many
 * directions it is the squared sliced Wasserstein distance (Bonneel et al., "Sliced and Radon
 * Wasserstein Barycenters of Measures", 2015). Each step of an optimization takes a quarter of the
 * directions. Quantiles are those of some thousand pixels, so that nothing large is sorted; every
 * pixel gets a gradient.
 */
final class ColorDistance {
  private static final int PARTS = 4;
  private static final int BINS = ColorQuantiles.QUANTILES;
  // Of the grid of pixels whose quantiles are those of an image.
  private static final int SAMPLE_SIDE = 128;
  private static final int SAMPLE = SAMPLE_SIDE * SAMPLE_SIDE;
  // A pixel's quantile is looked up in a table: of these, each has a quarter of a level or less.
  private static final int CELLS = 1024;
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  // A few kilobytes each.
  private static final Map<Device, TorchProgram> COMPILED = new ConcurrentHashMap<>();

  private final TorchProgram program;
  private final List<NDArray> directions = new ArrayList<>();
  private final List<NDArray> quantiles = new ArrayList<>();
  // Their centers, from 0 to 1.
  private final NDArray cells;

  /**
   * Measures paintings.
   *
   * @param paintings with weights, at least one
   * @param manager owns what is measured
   */
  ColorDistance(List<Style.Painting> paintings, NDManager manager) {
    program = COMPILED.computeIfAbsent(manager.getDevice(), ColorDistance::compile);
    float[] centers = new float[CELLS];
    for (int i = 0; i < CELLS; i++) {
      centers[i] = (i + 0.5f) / CELLS;
    }
    cells = manager.create(centers, new Shape(1, CELLS));
    try (NDManager scratch = manager.newSubManager()) {
      NDArray colors = scratch.create(colors(paintings), new Shape(SAMPLE, 3)).transpose();
      for (int part = 0; part < PARTS; part++) {
        NDArray chosen = scratch.create(directions(part), new Shape(perPart(), 3));
        NDArray sorted = chosen.matMul(colors).sort(1);
        directions.add(chosen);
        quantiles.add(sorted.reshape(perPart(), BINS, -1).mean(new int[] {2}));
      }
      directions.forEach(array -> array.attach(manager));
      quantiles.forEach(array -> array.attach(manager));
    }
  }

  private static int perPart() {
    return ColorQuantiles.DIRECTIONS / PARTS;
  }

  private static float[] directions(int part) {
    float[] directions = new float[3 * perPart()];
    for (int i = 0; i < perPart(); i++) {
      double[] direction = ColorQuantiles.direction(part + i * PARTS);
      for (int channel = 0; channel < 3; channel++) {
        directions[3 * i + channel] = (float) direction[channel];
      }
    }
    return directions;
  }

  /** The colors of all paintings together, normalized; of each as many as its weight says. */
  private static float[] colors(List<Style.Painting> paintings) {
    double sum = paintings.stream().mapToDouble(Style::weight).sum();
    float[] colors = new float[3 * SAMPLE];
    int begin = 0;
    double shares = 0;
    for (Style.Painting painting : paintings) {
      shares += painting.weight() / sum;
      int end = (int) Math.round(shares * SAMPLE);
      take(painting.image(), colors, begin, end);
      begin = end;
    }
    return colors;
  }

  /** Takes pixels that lie evenly in an image, but not in its rows and columns. */
  private static void take(BufferedImage image, float[] colors, int begin, int end) {
    float[] mean = ImageTensors.mean();
    float[] deviation = ImageTensors.standardDeviation();
    int width = image.getWidth();
    long pixels = (long) width * image.getHeight();
    for (int i = begin; i < end; i++) {
      double place = (i + 0.5) * GOLDEN_RATIO;
      long pixel = (long) ((place - Math.floor(place)) * pixels);
      int color = image.getRGB((int) (pixel % width), (int) (pixel / width));
      for (int channel = 0; channel < 3; channel++) {
        float level = (color >> (16 - 8 * channel) & 255) / 255f;
        colors[3 * i + channel] = (level - mean[channel]) / deviation[channel];
      }
    }
  }

  /**
   * Measures an image.
   *
   * @param image {@code (1, 3, H, W)}; not modified
   * @param step of the optimization, which says along which directions
   * @return the distance, a scalar, and its gradient, attached to the manager of the image
   */
  NDList at(NDArray image, int step) {
    int part = step % PARTS;
    NDList results =
        program.run(ProgramArguments.of(image, directions.get(part), quantiles.get(part), cells));
    results.attach(image.getManager());
    return results;
  }

  private static TorchProgram compile(Device device) {
    return TorchProgram.compile(
        "x: Tensor, d: Tensor, q: Tensor, c: Tensor",
        "List[Tensor]",
        List.of(
            String.format(
                Locale.ROOT,
                "rows = torch.slice(x, 2, 0, %d, torch.floordiv(torch.add(torch.size(x, 2), %d),"
                    + " %d))",
                Integer.MAX_VALUE,
                SAMPLE_SIDE - 1,
                SAMPLE_SIDE),
            String.format(
                Locale.ROOT,
                "grid = torch.slice(rows, 3, 0, %d, torch.floordiv(torch.add(torch.size(x, 3), %d),"
                    + " %d))",
                Integer.MAX_VALUE,
                SAMPLE_SIDE - 1,
                SAMPLE_SIDE),
            "sorted, places = torch.sort(torch.mm(d, torch.reshape(grid, [3, -1])), 1)",
            "batch = torch.unsqueeze(sorted, 0)",
            String.format(
                Locale.ROOT,
                "own = torch.squeeze(torch.adaptive_avg_pool1d(batch, [%d]), 0)",
                BINS),
            String.format(
                Locale.ROOT, "highest, at = torch.adaptive_max_pool1d(batch, [%d])", BINS),
            String.format(
                Locale.ROOT,
                "edges = torch.contiguous(torch.slice(torch.squeeze(highest, 0), 1, 0, %d, 1))",
                BINS - 1),
            "difference = torch.sub(own, q)",
            "low = torch.slice(sorted, 1, 0, 1, 1)",
            "extent = torch.clamp_min(torch.sub(torch.slice(sorted, 1, -1), low), 1e-6)",
            "cells = torch.add(torch.mul(c, extent), low)",
            "table = torch.gather(difference, 1, torch.searchsorted(edges, cells))",
            String.format(Locale.ROOT, "scale = torch.mul(torch.reciprocal(extent), %d)", CELLS),
            // In cells from the lowest value on.
            "values = torch.addmm(torch.neg(torch.mul(low, scale)), torch.mul(d, scale),"
                + " torch.reshape(x, [3, -1]))",
            // What is not finite has a cell too; the result is checked later.
            String.format(
                Locale.ROOT, "cell = torch.clamp_(torch.to(values, 4), 0, %d)", CELLS - 1),
            "ofValues = torch.gather(table, 1, cell)",
            "numbers = torch.mul(torch.size(values, 0), torch.size(values, 1))",
            "gradient = torch.mul(torch.mm(torch.t(d), ofValues), torch.div(2., numbers))",
            "return [torch.mean(torch.mul(difference, difference)), torch.reshape(gradient,"
                + " [1, 3, torch.size(x, 2), torch.size(x, 3)])]"),
        device);
  }
}
