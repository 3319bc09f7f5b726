package io.github.stylizer.internal.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Reads the rows of any image as packed ARGB, 8 bits per channel, sRGB, not premultiplied. Gray
 * values are kept as stored, only scaled to 8 bits; Java2D would take them for linear light and
 * brighten them.
 */
interface PixelRows {
  /** Fills {@code argb} with row {@code y}. */
  void read(int y, int[] argb);

  static PixelRows of(BufferedImage image) {
    ColorModel model = image.getColorModel();
    ColorSpace space = model.getColorSpace();
    Raster raster = image.getRaster();
    boolean isPlain = model instanceof ComponentColorModel && !image.isAlphaPremultiplied();
    if (image.getType() == BufferedImage.TYPE_INT_RGB) {
      return (y, argb) -> {
        raster.getDataElements(0, y, argb.length, 1, argb);
        for (int x = 0; x < argb.length; x++) {
          argb[x] |= 0xff000000;
        }
      };
    }
    if (image.getType() == BufferedImage.TYPE_INT_ARGB) {
      return (y, argb) -> raster.getDataElements(0, y, argb.length, 1, argb);
    }
    if (model instanceof IndexColorModel palette) {
      return ofPalette(palette, raster);
    }
    if (space.getType() == ColorSpace.TYPE_GRAY) {
      return isPlain && model.getTransferType() == DataBuffer.TYPE_BYTE
          ? ofBytes(raster)
          : ofGray(model, raster);
    }
    if (space.isCS_sRGB()) {
      return isPlain && model.getTransferType() == DataBuffer.TYPE_BYTE
          ? ofBytes(raster)
          : (y, argb) -> image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
    }
    if (space instanceof ICC_ColorSpace) {
      return of(ColorProfile.toSrgb(image));
    }
    return space.getType() == ColorSpace.TYPE_CMYK
        ? ofCmyk(model, raster)
        : (y, argb) -> image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
  }

  /** 8-bit bands: gray, gray and alpha, RGB or RGBA. */
  private static PixelRows ofBytes(Raster raster) {
    int bands = raster.getNumBands();
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    boolean alpha = bands == 2 || bands == 4;
    byte[] bytes = new byte[Math.multiplyExact(bands, raster.getWidth())];
    return (y, argb) -> {
      raster.getDataElements(0, y, argb.length, 1, bytes);
      for (int x = 0, i = 0; x < argb.length; x++, i += bands) {
        argb[x] =
            (alpha ? bytes[i + bands - 1] << 24 : 0xff000000)
                | (bytes[i] & 0xff) << 16
                | (bytes[i + green] & 0xff) << 8
                | (bytes[i + blue] & 0xff);
      }
    };
  }

  private static PixelRows ofPalette(IndexColorModel palette, Raster raster) {
    // A damaged file may have indices beyond its palette, which become black.
    int[] colors = new int[Math.max(palette.getMapSize(), 1 << palette.getPixelSize())];
    palette.getRGBs(colors);
    Arrays.fill(colors, palette.getMapSize(), colors.length, 0xff000000);
    return (y, argb) -> {
      raster.getSamples(0, y, argb.length, 1, 0, argb);
      for (int x = 0; x < argb.length; x++) {
        argb[x] = colors[argb[x]];
      }
    };
  }

  /** Gray of 16 bits or floating point, or premultiplied by alpha. */
  private static PixelRows ofGray(ColorModel model, Raster raster) {
    float[] components = new float[model.getNumComponents()];
    boolean hasAlpha = model.hasAlpha();
    return (y, argb) -> {
      Object pixel = null;
      for (int x = 0; x < argb.length; x++) {
        pixel = raster.getDataElements(x, y, pixel);
        model.getNormalizedComponents(pixel, components, 0);
        int gray = level(components[0]);
        int alpha = hasAlpha ? level(components[1]) : 255;
        argb[x] = alpha << 24 | gray << 16 | gray << 8 | gray;
      }
    };
  }

  /**
   * CMYK without a profile, converted as most programs do; the JDK would take it for linear light.
   */
  private static PixelRows ofCmyk(ColorModel model, Raster raster) {
    float[] inks = new float[model.getNumComponents()];
    return (y, argb) -> {
      Object pixel = null;
      for (int x = 0; x < argb.length; x++) {
        pixel = raster.getDataElements(x, y, pixel);
        model.getNormalizedComponents(pixel, inks, 0);
        float light = 1 - inks[3];
        argb[x] =
            0xff000000
                | level((1 - inks[0]) * light) << 16
                | level((1 - inks[1]) * light) << 8
                | level((1 - inks[2]) * light);
      }
    };
  }

  private static int level(float value) {
    return Rgb.level(value * 255);
  }
}
