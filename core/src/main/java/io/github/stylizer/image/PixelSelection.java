package io.github.stylizer.image;

import java.awt.Dimension;
import java.awt.Rectangle;
import javax.imageio.ImageReadParam;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of a stored image are decoded: all, those of a region, or every n-th pixel of every
 * n-th row, for images that are shrunk afterwards. Decoders then hold a fraction of the pixels; of
 * an image that is shrunk, enough are left for the filter that shrinks the rest.
 *
 * @param step n; 1 for every pixel
 * @param region of the stored image; null for all of it
 */
record PixelSelection(int step, @Nullable Rectangle region) {
  static final PixelSelection ALL = new PixelSelection(1, null);

  /** How many pixels along a side are read for one pixel of the result, at least. */
  private static final int MARGIN = 4;

  /**
   * Returns how an image is read that is shrunk to a longer side.
   *
   * @param longerSide in pixels; 0 if it is not shrunk
   */
  static PixelSelection of(ImageInfo info, int longerSide) {
    long read = (long) MARGIN * longerSide;
    long step = read == 0 ? 1 : Math.max(info.width(), info.height()) / read;
    return new PixelSelection((int) Math.max(1, step), null);
  }

  /** Returns how a region of the stored image is read. */
  static PixelSelection of(Rectangle region) {
    return new PixelSelection(1, region);
  }

  void applyTo(ImageReadParam settings) {
    if (region != null) {
      settings.setSourceRegion(region);
    }
    if (step > 1) {
      settings.setSourceSubsampling(step, step, offset(), offset());
    }
  }

  /** Returns the size of what is read of an image of the given size. */
  Dimension of(int width, int height) {
    return region == null ? new Dimension(length(width), length(height)) : region.getSize();
  }

  private int length(int side) {
    return Math.max(1, (side - offset() + step - 1) / step);
  }

  /** The pixel in the middle of each block stands for it. */
  private int offset() {
    return (step - 1) / 2;
  }
}
