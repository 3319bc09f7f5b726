package io.github.stylizer.image;

import io.github.stylizer.internal.image.SrgbImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an image in sRGB, from top to bottom. The image is asked for a strip of some rows at
 * a time.
 */
final class SrgbRows {
  private static final int STRIP = 64;

  private final RenderedImage image;
  private final boolean alpha;
  private @Nullable BufferedImage strip;
  private int top;

  /**
   * Wraps an image.
   *
   * @param alpha whether transparency is kept instead of being composited over white
   */
  SrgbRows(RenderedImage image, boolean alpha) {
    this.image = image;
    this.alpha = alpha && image.getColorModel().hasAlpha();
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  boolean hasAlpha() {
    return alpha;
  }

  /**
   * Fills {@code pixels} with a row.
   *
   * @param y not above that of the last call
   * @param pixels packed ARGB; the upper 8 bits are undefined without alpha
   */
  void read(int y, int[] pixels) {
    if (strip == null || y >= top + strip.getHeight()) {
      top = y;
      strip = strip(y, Math.min(STRIP, height() - y));
    }
    strip.getRaster().getDataElements(0, y - top, width(), 1, pixels);
  }

  private BufferedImage strip(int y, int rows) {
    Raster data = image.getData(new Rectangle(image.getMinX(), image.getMinY() + y, width(), rows));
    WritableRaster raster = data.createCompatibleWritableRaster(width(), rows);
    raster.setDataElements(0, 0, data.createTranslatedChild(0, 0));
    BufferedImage stored =
        new BufferedImage(
            image.getColorModel(), raster, image.getColorModel().isAlphaPremultiplied(), null);
    return alpha ? SrgbImage.withAlpha(stored) : SrgbImage.of(stored);
  }
}
