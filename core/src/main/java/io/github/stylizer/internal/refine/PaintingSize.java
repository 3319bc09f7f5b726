package io.github.stylizer.internal.refine;

import io.github.stylizer.internal.image.ImageCrop;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.image.BufferedImage;

/** Resizes paintings to the size of a photo. */
public final class PaintingSize {
  // A painting one pixel wide would otherwise become huge.
  private static final int LONGEST_RATIO = 8;

  private PaintingSize() {}

  /**
   * Resizes a painting; if it is more than eight times as long as wide, only its middle is used. A
   * painting is not enlarged, which would blur its strokes, unless it is too small to serve.
   *
   * @param painting any image; not modified
   * @param longerSide of the result at most, unless the shorter side would be too short
   * @param minimumSide of the shorter side
   * @return the painting at that size
   */
  public static BufferedImage resized(BufferedImage painting, double longerSide, int minimumSide) {
    BufferedImage middle = ImageCrop.atMost(painting, LONGEST_RATIO);
    int longer = Math.max(middle.getWidth(), middle.getHeight());
    int shorter = Math.min(middle.getWidth(), middle.getHeight());
    double least = Math.ceil((double) minimumSide * longer / shorter);
    double side = Math.max(Math.min(longerSide, longer), least);
    return ImageResize.longerSide(middle, (int) Math.round(side));
  }
}
