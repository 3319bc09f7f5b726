package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Noise of up to two levels for drawn photos. A network normalizes the contrast of its feature
 * maps, and where a photo has no noise at all, it makes stripes of the steps of a drawn gradient.
 */
public final class Dither {
  // Of 99 in 100 photos less than 0.7, since they have noise almost everywhere.
  private static final float DRAWN_SHARE = 0.75f;

  // Noise of one level leaves stripes of 24 levels in a sky like great-wave, this one of 20.
  private static final int MOST = 2;

  private static final int[] AXIS = {1};

  private Dither() {}

  /**
   * Adds noise to those photos of a batch that are drawn: in which three quarters of the pixels
   * equal the one to the left or the one above.
   *
   * @param photos {@code (N, 3, H, W)}, normalized RGB; not modified
   * @return the same array if none is drawn; otherwise a new one, attached to the manager of the
   *     photos, in which every level of the drawn photos is changed by -2 to 2. The changes depend
   *     on nothing but the place of the pixel
   */
  static NDArray ofDrawings(NDArray photos) {
    List<Boolean> drawn = drawn(photos);
    if (!drawn.contains(true)) {
      return photos;
    }
    float[] amplitudes = new float[drawn.size()];
    for (int i = 0; i < amplitudes.length; i++) {
      amplitudes[i] = drawn.get(i) ? 1 : 0;
    }
    return added(photos, amplitudes, 0, 0);
  }

  /**
   * Adds noise to a part of a photo that is drawn. The noise depends on nothing but the place of a
   * pixel in the photo, so parts join.
   *
   * @param part {@code (N, 3, H, W)}, normalized RGB; not modified
   * @param left of the part in the photo, in pixels
   * @param top of the part in the photo, in pixels
   * @return a new array, attached to the manager of the part
   */
  public static NDArray added(NDArray part, int left, int top) {
    float[] all = new float[Math.toIntExact(part.getShape().get(0))];
    Arrays.fill(all, 1);
    return added(part, all, left, top);
  }

  private static NDArray added(NDArray photos, float[] amplitudes, int left, int top) {
    NDArray dithered =
        Scoped.result(
            () -> {
              NDManager manager = photos.getManager();
              NDArray amplitude = manager.create(amplitudes, new Shape(amplitudes.length, 1, 1, 1));
              Shape picture = new Shape(1).addAll(photos.getShape().slice(1));
              NDArray noise = manager.create(noise(picture, left, top), picture);
              return ImageTensors.fromLevels(
                  ImageTensors.toLevels(photos).add(noise.mul(amplitude)));
            });
    dithered.attach(photos.getManager());
    return dithered;
  }

  private static float[] noise(Shape picture, int left, int top) {
    int height = Math.toIntExact(picture.get(2));
    int width = Math.toIntExact(picture.get(3));
    float[] noise = new float[3 * height * width];
    int i = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (int y = top; y < top + height; y++) {
        for (int x = left; x < left + width; x++) {
          noise[i++] = noise(x, y, channel);
        }
      }
    }
    return noise;
  }

  /** Mixes the bits of a place as MurmurHash3 does, and returns -2 to 2. */
  private static int noise(int x, int y, int channel) {
    int hash = (x * 0x9e3779b1 + y) * 0x85ebca77 + channel;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    hash ^= hash >>> 16;
    return (int) (((hash & 0xffffffffL) * (2 * MOST + 1)) >>> 32) - MOST;
  }

  /**
   * Returns whether a photo is drawn: whether three quarters of the pixels equal the one to the
   * left or the one above.
   *
   * @param photo RGB, of 8 or 16 bits per channel
   * @return whether it gets noise
   */
  public static boolean isDrawing(BufferedImage photo) {
    int width = photo.getWidth();
    int[] above = new int[3 * width];
    int[] row = new int[3 * width];
    long equal = 0;
    for (int y = 0; y < photo.getHeight(); y++) {
      photo.getRaster().getPixels(0, y, width, 1, row);
      for (int i = 3; i < row.length && y > 0; i += 3) {
        if (Arrays.equals(row, i, i + 3, row, i - 3, i)
            || Arrays.equals(row, i, i + 3, above, i, i + 3)) {
          equal++;
        }
      }
      int[] swapped = above;
      above = row;
      row = swapped;
    }
    return equal > DRAWN_SHARE * (width - 1.0) * (photo.getHeight() - 1.0);
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
