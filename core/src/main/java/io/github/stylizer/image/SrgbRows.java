package io.github.stylizer.image;

import io.github.stylizer.internal.image.DeepImage;
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

  /** How many levels of 16 bits make one of 8. */
  private static final int LEVELS_PER_LEVEL = 257;

  private final RenderedImage image;
  private final boolean alpha;
  private @Nullable BufferedImage strip;
  private @Nullable BufferedImage deepStrip;
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
      strip = converted(stored(y, Math.min(STRIP, height() - y)));
    }
    strip.getRaster().getDataElements(0, y - top, width(), 1, pixels);
  }

  /**
   * Fills {@code samples} with a row of 16 bits per channel: as they are stored if the image is RGB
   * or gray of 16 bits, else those of 8 bits spread over the whole range.
   *
   * @param y not above that of the last call
   * @param samples red, green, blue and, with transparency, alpha of each pixel
   */
  void read(int y, short[] samples) {
    if (deepStrip == null || y >= top + deepStrip.getHeight()) {
      top = y;
      deepStrip = stored(y, Math.min(STRIP, height() - y));
    }
    BufferedImage rows = deepStrip;
    int line = y - top;
    if (rows.getType() == BufferedImage.TYPE_USHORT_GRAY) {
      short[] grays = new short[width()];
      rows.getRaster().getDataElements(0, line, width(), 1, grays);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = grays[i / 3];
      }
    } else if (DeepImage.depth(rows) == 16) {
      rows.getRaster().getDataElements(0, line, width(), 1, samples);
    } else {
      spread(converted(rows.getSubimage(0, line, width(), 1)), samples);
    }
  }

  private void spread(BufferedImage row, short[] samples) {
    int[] pixels = new int[width()];
    row.getRaster().getDataElements(0, 0, width(), 1, pixels);
    int i = 0;
    for (int pixel : pixels) {
      samples[i++] = (short) ((pixel >> 16 & 0xff) * LEVELS_PER_LEVEL);
      samples[i++] = (short) ((pixel >> 8 & 0xff) * LEVELS_PER_LEVEL);
      samples[i++] = (short) ((pixel & 0xff) * LEVELS_PER_LEVEL);
      if (alpha) {
        samples[i++] = (short) ((pixel >>> 24) * LEVELS_PER_LEVEL);
      }
    }
  }

  private BufferedImage converted(BufferedImage stored) {
    return alpha ? SrgbImage.withAlpha(stored) : SrgbImage.of(stored);
  }

  /** The rows in the image's own color model. */
  private BufferedImage stored(int y, int rows) {
    Raster data = image.getData(new Rectangle(image.getMinX(), image.getMinY() + y, width(), rows));
    WritableRaster raster = data.createCompatibleWritableRaster(width(), rows);
    raster.setDataElements(0, 0, data.createTranslatedChild(0, 0));
    return new BufferedImage(
        image.getColorModel(), raster, image.getColorModel().isAlphaPremultiplied(), null);
  }
}
