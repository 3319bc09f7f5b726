package io.github.stylizer.internal.image;

import io.github.stylizer.internal.io.FileLimits;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Resizes images with an antialiased Catmull-Rom cubic: when shrinking, the filter widens with the
 * factor, so that every input pixel counts and fine patterns average out instead of aliasing. The
 * cubic is sharper than a triangle filter, reproduces linear gradients exactly and rings less than
 * Lanczos; Pillow ({@code BICUBIC}) and PyTorch ({@code antialias=True}) compute the same.
 *
 * <p>Filters sRGB values, not linear light, like those libraries and the data that networks were
 * trained on. Transparency is kept, and colors are weighted by alpha.
 */
public final class ImageResize {
  private ImageResize() {}

  /**
   * Resizes an image without keeping its aspect ratio.
   *
   * @param image any image; not modified
   * @param width the new width in pixels, at least 1
   * @param height the new height in pixels, at least 1
   * @return the same object if it has that size, else a new image of type {@link
   *     BufferedImage#TYPE_INT_RGB}, or {@link BufferedImage#TYPE_INT_ARGB} if the image has alpha,
   *     or a {@link DeepImage} if it is one
   * @throws IllegalArgumentException if a side is less than 1 or the result would have more than
   *     178,956,970 pixels
   */
  public static BufferedImage to(BufferedImage image, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "each side must be at least 1, but the new size is " + width + " x " + height);
    }
    if ((long) width * height > FileLimits.IMAGE_PIXELS) {
      throw new IllegalArgumentException(
          "the new size is "
              + width
              + " x "
              + height
              + ", more than "
              + FileLimits.IMAGE_PIXELS
              + " pixels");
    }
    if (image.getWidth() == width && image.getHeight() == height) {
      return image;
    }
    BufferedImage resized = DeepImage.emptyLike(image, width, height);
    Rows rows = new Rows(image, width, height);
    for (int y = 0; y < height; y++) {
      rows.resize(y, resized.getRaster());
    }
    return resized;
  }

  /**
   * Resizes an image so that its shorter side has a given length, keeping its aspect ratio.
   *
   * @param image any image; not modified
   * @param side the new length of the shorter side in pixels, at least 1
   * @return as {@link #to}; the longer side is rounded
   * @throws IllegalArgumentException if the side is less than 1 or the result would have more than
   *     178,956,970 pixels
   */
  public static BufferedImage shorterSide(BufferedImage image, int side) {
    int before = Math.min(image.getWidth(), image.getHeight());
    Dimension size = scaled(image.getWidth(), image.getHeight(), side, before);
    return to(image, size.width, size.height);
  }

  /**
   * Resizes an image so that its longer side has a given length, keeping its aspect ratio.
   *
   * @param image any image; not modified
   * @param side the new length of the longer side in pixels, at least 1
   * @return as {@link #to}; the shorter side is rounded and at least 1
   * @throws IllegalArgumentException if the side is less than 1 or the result would have more than
   *     178,956,970 pixels
   */
  public static BufferedImage longerSide(BufferedImage image, int side) {
    Dimension size = longerSide(image.getWidth(), image.getHeight(), side);
    return to(image, size.width, size.height);
  }

  /**
   * Computes the size of {@link #longerSide(BufferedImage, int)}.
   *
   * @param width before, in pixels
   * @param height before, in pixels
   * @param side the new length of the longer side in pixels, at least 1
   * @return the new size
   * @throws IllegalArgumentException if the side is less than 1
   */
  public static Dimension longerSide(int width, int height, int side) {
    return scaled(width, height, side, Math.max(width, height));
  }

  private static Dimension scaled(int width, int height, int side, int before) {
    if (side < 1) {
      throw new IllegalArgumentException("the new side must be at least 1, but is " + side);
    }
    return new Dimension(scaled(width, side, before), scaled(height, side, before));
  }

  private static int scaled(int length, int side, int before) {
    long rounded = Math.round((double) length * side / before);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, rounded));
  }

  /** Filters rows on demand and keeps only those that the next output row needs. */
  private static final class Rows {
    private final ChannelRows source;
    private final boolean alpha;
    private final float[][] channels;
    private final ResampleWeights across;
    private final ResampleWeights down;
    private final float[][][] window;
    private final float[][] sums;
    private int filtered;

    Rows(BufferedImage image, int width, int height) {
      alpha = image.getColorModel().hasAlpha();
      source = ChannelRows.of(image);
      int count = alpha ? 4 : 3;
      channels = new float[count][image.getWidth()];
      across = ResampleWeights.of(image.getWidth(), width);
      down = ResampleWeights.of(image.getHeight(), height);
      int tallest = 1;
      for (float[] weights : down.weights()) {
        tallest = Math.max(tallest, weights.length);
      }
      window = new float[tallest][count][width];
      sums = new float[count][width];
    }

    /** Computes output row {@code y}; rows must be requested in order. */
    void resize(int y, WritableRaster row) {
      int first = down.first()[y];
      float[] weights = down.weights()[y];
      for (filtered = Math.max(filtered, first); filtered < first + weights.length; filtered++) {
        filterAcross(filtered);
      }
      for (int channel = 0; channel < sums.length; channel++) {
        float[] sum = sums[channel];
        Arrays.fill(sum, 0);
        for (int i = 0; i < weights.length; i++) {
          float[] line = window[(first + i) % window.length][channel];
          float weight = weights[i];
          for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * line[x];
          }
        }
      }
      if (alpha) {
        divideByAlpha();
      }
      source.write(sums, row, y);
    }

    private void filterAcross(int y) {
      source.read(y, channels);
      if (alpha) {
        weightByAlpha();
      }
      float[][] line = window[y % window.length];
      for (int channel = 0; channel < line.length; channel++) {
        float[] values = channels[channel];
        float[] output = line[channel];
        for (int x = 0; x < output.length; x++) {
          float[] weights = across.weights()[x];
          int first = across.first()[x];
          float sum = 0;
          for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[first + i];
          }
          output[x] = sum;
        }
      }
    }

    private void weightByAlpha() {
      for (int x = 0; x < channels[0].length; x++) {
        float scale = channels[3][x] / source.highest();
        for (int channel = 0; channel < 3; channel++) {
          channels[channel][x] *= scale;
        }
      }
    }

    private void divideByAlpha() {
      for (int x = 0; x < sums[0].length; x++) {
        boolean transparent = Math.round(sums[3][x]) <= 0;
        float scale = transparent ? 0 : source.highest() / sums[3][x];
        for (int channel = 0; channel < 3; channel++) {
          sums[channel][x] *= scale;
        }
      }
    }
  }
}
