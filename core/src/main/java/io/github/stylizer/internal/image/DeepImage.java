package io.github.stylizer.internal.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;

/**
 * Images of 16 bits per channel: sRGB, samples of {@code unsigned short} beside each other. Java
 * has no type for them ({@link BufferedImage#TYPE_CUSTOM}), and its own conversions are slow or
 * leave 8 bits.
 */
public final class DeepImage {
  private DeepImage() {}

  /**
   * Returns the color model of RGB images.
   *
   * @param depth bits per channel, 8 or 16
   * @param alpha whether they have transparency
   * @return that of {@link BufferedImage#TYPE_INT_RGB} or {@link BufferedImage#TYPE_INT_ARGB}, or
   *     one of 16 bits
   */
  public static ColorModel colorModel(int depth, boolean alpha) {
    if (depth == 16) {
      return model(alpha);
    }
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    return new BufferedImage(1, 1, type).getColorModel();
  }

  /**
   * Returns the color model of the images of 16 bits.
   *
   * @param alpha whether they have transparency
   * @return the model, not premultiplied
   */
  public static ColorModel model(boolean alpha) {
    return new ComponentColorModel(
        ColorSpace.getInstance(ColorSpace.CS_sRGB),
        alpha,
        false,
        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
        DataBuffer.TYPE_USHORT);
  }

  /**
   * Makes a black RGB image.
   *
   * @param width in pixels
   * @param height in pixels
   * @param depth bits per channel, 8 or 16
   * @return an image of type {@link BufferedImage#TYPE_INT_RGB}, or of 16 bits
   */
  public static BufferedImage empty(int width, int height, int depth) {
    ColorModel model = colorModel(depth, false);
    WritableRaster raster = model.createCompatibleWritableRaster(width, height);
    return new BufferedImage(model, raster, false, null);
  }

  /**
   * Returns how many bits a channel has, as far as this class knows.
   *
   * @param image any image
   * @return 16 if its samples can be read as they are, as RGB or RGBA; else 8
   */
  public static int depth(BufferedImage image) {
    ColorModel model = image.getColorModel();
    boolean deep =
        model instanceof ComponentColorModel
            && model.getTransferType() == DataBuffer.TYPE_USHORT
            && model.getColorSpace().isCS_sRGB()
            && !model.isAlphaPremultiplied();
    return deep ? 16 : 8;
  }

  /**
   * Copies an image into one of another depth, with transparency composited over white.
   *
   * @param image any image; not modified
   * @param depth bits per channel of the copy, 8 or 16
   * @return a new image that shares no memory with it
   */
  public static BufferedImage copyOf(BufferedImage image, int depth) {
    return depth == 8
        ? SrgbImage.copyOf(image)
        : Rgb.combine(image, image, depth, (pixel, same) -> pixel);
  }
}
