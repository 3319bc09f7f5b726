package io.github.stylizer.internal.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Mean and standard deviation of every channel of every tap: the style of Shen et al., arXiv
 * 1709.04111. The four taps of a VGG give 2 · (64 + 128 + 256 + 512) = 1920 numbers.
 */
public final class ChannelStatistics {
  private static final float EPSILON = 1e-5f;

  private ChannelStatistics() {}

  /**
   * Computes mean, std, mean, std …, channel by channel and tap by tap, where {@code std =
   * sqrt(variance + 1e-5)} and the variance is unbiased.
   *
   * @param taps feature maps {@code (N, C, H, W)}, each of at least two pixels; not modified
   * @return {@code (N, 2·ΣC)}; gradients flow through it
   * @throws IllegalArgumentException if there is no feature map or one has a different shape
   */
  public static NDArray compute(List<NDArray> taps) {
    if (taps.isEmpty()) {
      throw new IllegalArgumentException("statistics need at least one feature map");
    }
    return Scoped.result(
        () -> {
          NDList statistics = new NDList(taps.size());
          taps.forEach(tap -> statistics.add(ofOne(tap)));
          // DJL would copy a single array, and no gradient flows through a copy.
          return statistics.size() == 1 ? statistics.head() : NDArrays.concat(statistics, 1);
        });
  }

  private static NDArray ofOne(NDArray features) {
    requireTwoPixels(features);
    Shape shape = features.getShape();
    long pixels = shape.get(2) * shape.get(3);
    // Pixels before channels: a view, not a copy, of what the VGG program returns.
    NDArray rows = features.transpose(0, 2, 3, 1).reshape(shape.get(0), pixels, shape.get(1));
    int[] overPixels = {1};
    NDArray mean = rows.mean(overPixels, true);
    NDArray variance = Tensors.scale(rows.sub(mean).square().sum(overPixels), 1.0 / (pixels - 1));
    NDArray std = variance.add(EPSILON).sqrt();
    return mean.squeeze(1).stack(std, 2).reshape(shape.get(0), 2 * shape.get(1));
  }

  private static void requireTwoPixels(NDArray features) {
    Shape shape = Tensors.requireNchw(features);
    if (shape.get(2) * shape.get(3) < 2) {
      throw new IllegalArgumentException(
          "a standard deviation needs at least two pixels, but the feature map is " + shape);
    }
  }

  /**
   * The same statistics as a compiled program without gradients, which reads the feature maps twice
   * and allocates no copies: a fifth of the time.
   *
   * <p>Safe for concurrent use, except with {@link #close()}; holds native memory until then.
   */
  public static final class Compiled implements AutoCloseable {
    private final int taps;
    private final TorchProgram program;

    /**
     * Compiles the program.
     *
     * @param taps the number of feature maps, at least 1
     * @param device their device
     */
    public Compiled(int taps, Device device) {
      this.taps = taps;
      this.program = TorchProgram.compile("features: List[Tensor]", "Tensor", source(taps), device);
    }

    /** The statistics of one image: those of a batch norm span the whole batch. */
    private static List<String> source(int taps) {
      List<String> lines = new ArrayList<>();
      List<String> statistics = new ArrayList<>();
      for (int i = 0; i < taps; i++) {
        lines.add(String.format(Locale.ROOT, "tap = features[%d]", i));
        // CUDA's kernel requires running statistics, even with a momentum of 0.
        lines.add("unused = torch.new_zeros(tap, [torch.size(tap, 1)])");
        lines.add("mean, variance = torch.batch_norm_update_stats(tap, unused, unused, 0.)");
        lines.add("pixels = torch.mul(torch.size(tap, 2), torch.size(tap, 3))");
        lines.add("unbiased = torch.mul(variance, torch.div(pixels, torch.sub(pixels, 1)))");
        lines.add(String.format(Locale.ROOT, "std = torch.sqrt(torch.add(unbiased, %s))", EPSILON));
        lines.add(
            String.format(
                Locale.ROOT, "s%d = torch.reshape(torch.stack([mean, std], 1), [1, -1])", i));
        statistics.add(String.format(Locale.ROOT, "s%d", i));
      }
      lines.add("return torch.cat([" + String.join(", ", statistics) + "], 1)");
      return lines;
    }

    /**
     * Computes the same as {@link ChannelStatistics#compute}.
     *
     * @param features the number of feature maps that the program is compiled for, {@code (N, C, H,
     *     W)}, each of at least two pixels; not modified
     * @return {@code (N, 2·ΣC)}, attached to the manager of the first feature map; it cannot be
     *     modified in place or used where gradients are recorded
     * @throws IllegalArgumentException if the number of feature maps differs, or one has a
     *     different shape
     */
    public NDArray compute(List<NDArray> features) {
      if (features.size() != taps) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "expected %d feature maps, but found %d", taps, features.size()));
      }
      features.forEach(ChannelStatistics::requireTwoPixels);
      NDList all = new NDList(features);
      long images = all.head().getShape().get(0);
      if (images == 1) {
        return ofOne(all);
      }
      NDManager owner = all.head().getManager();
      try (NDManager scratch = owner.newSubManager()) {
        NDList rows = new NDList();
        for (long i = 0; i < images; i++) {
          NDIndex image = new NDIndex("{}:{}", i, i + 1);
          NDList one = new NDList();
          all.forEach(tap -> one.add(tap.get(image)));
          one.attach(scratch);
          rows.add(ofOne(one));
        }
        NDArray result = NDArrays.concat(rows, 0);
        result.attach(owner);
        return result;
      }
    }

    private NDArray ofOne(NDList features) {
      return program.infer(ProgramArguments.of().list("features", features)).singletonOrThrow();
    }

    /** Frees the program. A second call does nothing. */
    @Override
    public void close() {
      program.close();
    }
  }
}
