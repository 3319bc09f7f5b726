package io.github.stylizer.internal.image;

import java.awt.Transparency;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/** Converts gray images with an ICC profile of their own. */
final class GrayProfile {
  /** Of 16 bits, so that dark shades of linear light stay apart. */
  private static final int LEVELS = 1 << 16;

  private GrayProfile() {}

  /**
   * Converts an image.
   *
   * @param image of a gray color space, or with a palette of grays
   * @param space of its values
   * @return the image in sRGB, with its transparency
   */
  static BufferedImage toSrgb(BufferedImage image, ICC_ColorSpace space) {
    int[] shades = shades(space);
    int width = image.getWidth();
    BufferedImage srgb = SrgbImage.emptyLike(image, width, image.getHeight());
    PixelRows rows = PixelRows.of(image);
    ColorModel model = image.getColorModel();
    boolean coarse =
        model instanceof IndexColorModel || model.getTransferType() == DataBuffer.TYPE_BYTE;
    float[] components = new float[model.getNumComponents()];
    int[] argb = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      rows.read(y, argb);
      Object pixel = null;
      for (int x = 0; x < width; x++) {
        int level = (argb[x] & 0xff) * 257;
        if (!coarse) {
          pixel = image.getRaster().getDataElements(x, y, pixel);
          float value = model.getNormalizedComponents(pixel, components, 0)[0];
          level = Math.round(Math.max(0, Math.min(1, value)) * (LEVELS - 1));
        }
        argb[x] = (argb[x] & 0xff000000) | shades[level];
      }
      srgb.getRaster().setDataElements(0, y, width, 1, argb);
    }
    return srgb;
  }

  /** The color of every level, without alpha. */
  private static int[] shades(ICC_ColorSpace space) {
    ColorModel model =
        new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
    WritableRaster ramp = model.createCompatibleWritableRaster(LEVELS, 1);
    int[] levels = new int[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = i;
    }
    ramp.setSamples(0, 0, LEVELS, 1, 0, levels);
    BufferedImage srgb = ColorProfile.toSrgb(new BufferedImage(model, ramp, false, null));
    srgb.getRGB(0, 0, LEVELS, 1, levels, 0, LEVELS);
    for (int i = 0; i < LEVELS; i++) {
      levels[i] &= 0xffffff;
    }
    return levels;
  }
}
