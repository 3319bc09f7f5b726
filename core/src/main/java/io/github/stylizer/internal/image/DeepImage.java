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
   * Checks a depth.
   *
   * @param bits per channel
   * @return the same
   * @throws IllegalArgumentException unless it is 8 or 16
   */
  public static int requireDepth(int bits) {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("the depth must be 8 or 16, but is " + bits);
    }
    return bits;
  }

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
   * Makes an empty image for the pixels of another one, of the same depth.
   *
   * @param image any image
   * @param width of the new one, in pixels
   * @param height of the new one, in pixels
   * @return an image as {@link SrgbImage#emptyLike} makes, or of 16 bits, with or without alpha
   */
  public static BufferedImage emptyLike(BufferedImage image, int width, int height) {
    if (depth(image) == 8) {
      return SrgbImage.emptyLike(image, width, height);
    }
    ColorModel model = model(image.getColorModel().hasAlpha());
    return new BufferedImage(
        model, model.createCompatibleWritableRaster(width, height), false, null);
  }

  /**
   * Returns an image of 16 bits as such, if it has so many.
   *
   * @param image any image; not modified
   * @return the same object if it is of 16 bits, sRGB, already; a converted copy if it is gray or
   *     has another profile; or an image as {@link SrgbImage} makes if it has 8 bits. With
   *     transparency if the image has some
   */
  public static BufferedImage of(BufferedImage image) {
    if (depth(image) == 16) {
      return image;
    }
    boolean alpha = image.getColorModel().hasAlpha();
    if (!hasWideSamples(image)) {
      return alpha ? SrgbImage.withAlpha(image) : SrgbImage.of(image);
    }
    if (image.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_GRAY) {
      return ColorProfile.toDeepSrgb(image);
    }
    ColorModel model = model(alpha);
    int width = image.getWidth();
    WritableRaster raster = model.createCompatibleWritableRaster(width, image.getHeight());
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int band = 0; band < model.getNumComponents(); band++) {
        image.getRaster().getSamples(0, y, width, 1, band < 3 ? 0 : 1, row);
        raster.setSamples(0, y, width, 1, band, row);
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  /** Whether samples have 16 bits, whatever their color space, and can be converted. */
  static boolean hasWideSamples(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    return model instanceof ComponentColorModel
        && model.getTransferType() == DataBuffer.TYPE_USHORT
        && model.getComponentSize(0) == 16
        && (space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY)
        && !model.isAlphaPremultiplied();
  }

  /**
   * Returns an image without transparency.
   *
   * @param image any image; not modified
   * @return the image composited over white, of 16 bits if it has so many, else of type {@link
   *     BufferedImage#TYPE_INT_RGB}; the same object if it is so already
   */
  public static BufferedImage opaque(BufferedImage image) {
    int depth = depth(image);
    boolean ready = depth == 16 && !image.getColorModel().hasAlpha();
    return depth == 8 ? SrgbImage.of(image) : ready ? image : copyOf(image, depth);
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
