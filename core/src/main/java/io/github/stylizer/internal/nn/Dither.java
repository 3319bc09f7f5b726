package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.tensor.ImageTensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Noise of one level for drawn photos. A network normalizes the contrast of its feature maps, and
 * where a photo has no noise at all, it makes stripes of the steps of a drawn gradient.
 */
final class Dither {
  // Of 99 in 100 photos less than 0.7, since they have noise almost everywhere.
  private static final float DRAWN_SHARE = 0.75f;

  private static final int[] AXIS = {1};

  private Dither() {}

  /**
   * Adds noise to those photos of a batch that are drawn: in which three quarters of the pixels
   * equal the one to the left or the one above.
   *
   * @param photos {@code (N, 3, H, W)}, normalized RGB; not modified
   * @return the same array if none is drawn; otherwise a new one, attached to the manager of the
   *     photos, in which every level of the drawn photos is changed by -1, 0 or 1. The changes
   *     depend on nothing but the size
   */
  static NDArray ofDrawings(NDArray photos) {
    List<Boolean> drawn = drawn(photos);
    if (!drawn.contains(true)) {
      return photos;
    }
    NDArray dithered =
        Scoped.result(
            () -> {
              NDManager manager = photos.getManager();
              float[] amplitudes = new float[drawn.size()];
              for (int i = 0; i < amplitudes.length; i++) {
                amplitudes[i] = drawn.get(i) ? 1 : 0;
              }
              NDArray amplitude = manager.create(amplitudes, new Shape(amplitudes.length, 1, 1, 1));
              Shape picture = new Shape(1).addAll(photos.getShape().slice(1));
              NDArray noise =
                  new RandomTensors(0, manager).filled(picture, random -> random.nextInt(3) - 1);
              return ImageTensors.fromLevels(
                  ImageTensors.toLevels(photos).add(noise.mul(amplitude)));
            });
    dithered.attach(photos.getManager());
    return dithered;
  }

  private static List<Boolean> drawn(NDArray photos) {
    try (NDArray shares = Scoped.result(() -> equalShares(photos))) {
      List<Boolean> drawn = new ArrayList<>();
      for (float share : shares.toFloatArray()) {
        drawn.add(share > DRAWN_SHARE);
      }
      return drawn;
    }
  }

  /** The share {@code (N)} of pixels that equal the one to the left or the one above. */
  private static NDArray equalShares(NDArray photos) {
    NDArray pixels = photos.get(new NDIndex(":, :, 1:, 1:"));
    NDArray left = same(pixels, photos.get(new NDIndex(":, :, 1:, :-1")));
    NDArray above = same(pixels, photos.get(new NDIndex(":, :, :-1, 1:")));
    NDArray equal = left.logicalOr(above).toType(DataType.FLOAT32, false);
    return equal.reshape(photos.getShape().get(0), -1).mean(AXIS);
  }

  /** Whether pixels are equal in all three channels, {@code (N, H, W)}. */
  private static NDArray same(NDArray pixels, NDArray others) {
    return pixels
        .eq(others)
        .toType(DataType.FLOAT32, false)
        .min(AXIS)
        .toType(DataType.BOOLEAN, false);
  }
}
