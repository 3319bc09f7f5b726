package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.Tensors;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * A loss for pictures that depend on where their photo begins: a photo without its first columns
 * and rows should be painted like the rest of the whole one. Where networks with strides do not,
 * films flicker when the camera moves. Other work compares successive frames instead (Ruder et al.,
 * arXiv 1708.04538), which needs films and their optical flow.
 *
 * @param weight of the mean squared difference; 0 for no loss
 * @param seed of the shifts
 */
record Steadiness(double weight, long seed) {
  /** Strides repeat after four pixels. */
  private static final int PERIOD = 4;

  // Near its edges a picture depends on where they are, whatever the network does.
  private static final int MARGIN = 8;

  /** The smallest side of photos of which something is left to compare. */
  static final int MINIMUM_SIDE = 2 * MARGIN + 2 * PERIOD;

  /**
   * Compares the pictures of photos with those of the same photos, shifted by up to three pixels.
   *
   * @param step from which the shift follows
   * @param photos {@code (N, 3, H, W)}; not modified
   * @param painted the pictures of the photos; not modified
   * @param paint paints photos in the same styles
   * @return the term, 0-dimensional; gradients flow through it into both pictures
   */
  NDArray term(long step, NDArray photos, NDArray painted, UnaryOperator<NDArray> paint) {
    int shift = 1 + new SplittableRandom(seed + step).nextInt(PERIOD * PERIOD - 1);
    int x = shift % PERIOD;
    int y = shift / PERIOD;
    NDArray shifted = photos.get(new NDIndex(":, :, {}:, {}:", y, x));
    NDArray again = paint.apply(shifted);
    shifted.close();
    return Scoped.result(
        () -> {
          NDArray rest = painted.get(new NDIndex(":, :, {}:, {}:", y, x));
          NDArray difference = inner(again).sub(inner(rest));
          return Tensors.scale(difference.square().mean(), weight);
        });
  }

  private static NDArray inner(NDArray pictures) {
    return pictures.get(new NDIndex(":, :, {}:{}, {}:{}", MARGIN, -MARGIN, MARGIN, -MARGIN));
  }
}
