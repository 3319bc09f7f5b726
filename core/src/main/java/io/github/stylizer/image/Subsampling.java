package io.github.stylizer.image;

import java.awt.Dimension;
import javax.imageio.ImageReadParam;

/**
 * Reads every n-th pixel of every n-th row, for images that are shrunk afterwards: decoders then
 * hold a fraction of the pixels. Enough pixels are left for the filter that shrinks the rest.
 *
 * @param step n; 1 for every pixel
 */
record Subsampling(int step) {
  static final Subsampling NONE = new Subsampling(1);

  /** How many pixels along a side are read for one pixel of the result, at least. */
  private static final int MARGIN = 4;

  /**
   * Returns how an image is read that is shrunk to a longer side.
   *
   * @param longerSide in pixels; 0 if it is not shrunk
   */
  static Subsampling of(ImageInfo info, int longerSide) {
    long read = (long) MARGIN * longerSide;
    long step = read == 0 ? 1 : Math.max(info.width(), info.height()) / read;
    return new Subsampling((int) Math.max(1, step));
  }

  void applyTo(ImageReadParam settings) {
    if (step > 1) {
      settings.setSourceSubsampling(step, step, offset(), offset());
    }
  }

  /** Returns the size of what is read of an image of the given size. */
  Dimension of(int width, int height) {
    return new Dimension(length(width), length(height));
  }

  private int length(int side) {
    return Math.max(1, (side - offset() + step - 1) / step);
  }

  /** The pixel in the middle of each block stands for it. */
  private int offset() {
    return (step - 1) / 2;
  }
}
