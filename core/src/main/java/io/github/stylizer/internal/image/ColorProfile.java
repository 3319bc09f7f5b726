package io.github.stylizer.internal.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/** Converts the colors of an image from an ICC profile's space to sRGB. */
public final class ColorProfile {
  private ColorProfile() {}

  /** Returns the bytes of an sRGB profile. */
  public static byte[] srgb() {
    return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  }

  /**
   * Applies an embedded profile that the decoder did not apply.
   *
   * @param image an image whose decoder labeled it sRGB, gray or CMYK
   * @param profile the bytes of the profile; {@code null}, damaged ones and those of another color
   *     space than the image's are ignored
   * @param depth bits per channel of the result, 8 or 16; an RGB image that has 16 keeps them
   * @return the image in sRGB, with its transparency
   */
  public static BufferedImage toSrgb(BufferedImage image, byte @Nullable [] profile, int depth) {
    if (profile == null) {
      return image;
    }
    int components = components(image, profile);
    if (components == 0 || !fits(profile, components)) {
      return image;
    }
    try {
      ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
      return switch (components) {
        case 1 -> GrayProfile.toSrgb(image, space);
        case 4 -> inksToSrgb(image, space);
        default ->
            depth == 16 && DeepImage.hasWideSamples(image)
                ? toDeepSrgb(labeled(image, space))
                : convertFrom(space, image);
      };
    } catch (RuntimeException e) {
      // IllegalArgumentException, ProfileDataException or CMMException: the profile is unusable,
      // and is ignored, as browsers do.
      return image;
    }
  }

  /** How many components a profile for the image has; 0 if its colors are known already. */
  private static int components(BufferedImage image, byte[] profile) {
    ColorSpace space = image.getColorModel().getColorSpace();
    if (space.getType() == ColorSpace.TYPE_GRAY) {
      return 1;
    }
    if (space.getType() == ColorSpace.TYPE_CMYK) {
      return space instanceof ICC_ColorSpace ? 0 : 4;
    }
    if (!space.isCS_sRGB()) {
      return 0;
    }
    // Decoders return grays of less than 8 bits as a palette.
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    return palette && fits(profile, 1) ? 1 : 3;
  }

  /**
   * Gives the image the color space, and converts it; transparency of printed images is unusual.
   */
  private static BufferedImage inksToSrgb(BufferedImage image, ICC_ColorSpace space) {
    if (image.getRaster().getNumBands() != 4) {
      return image;
    }
    return toSrgb(labeled(image, space));
  }

  /** The same pixels, as those of a color space. */
  private static BufferedImage labeled(BufferedImage image, ICC_ColorSpace space) {
    boolean alpha = image.getColorModel().hasAlpha();
    ColorModel model =
        new ComponentColorModel(
            space,
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            image.getRaster().getTransferType());
    return new BufferedImage(model, image.getRaster(), false, null);
  }

  /** Returns whether a profile is valid and has as many components as the image. */
  public static boolean fits(byte[] profile, int components) {
    try {
      ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
      // The contents are checked only on first use.
      space.toRGB(new float[space.getNumComponents()]);
      return switch (components) {
        case 1 -> space.getType() == ColorSpace.TYPE_GRAY;
        case 3 -> space.getType() == ColorSpace.TYPE_RGB;
        case 4 -> space.getType() == ColorSpace.TYPE_CMYK;
        default -> false;
      };
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Converts an image whose color model has an ICC color space. */
  public static BufferedImage toSrgb(BufferedImage image) {
    return toSrgb(image, SrgbImage.emptyLike(image, image.getWidth(), image.getHeight()));
  }

  /** Converts an image of 16 bits whose color model has an ICC color space. */
  static BufferedImage toDeepSrgb(BufferedImage image) {
    ColorModel model = DeepImage.model(image.getColorModel().hasAlpha());
    WritableRaster raster =
        model.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
    return toSrgb(image, new BufferedImage(model, raster, false, null));
  }

  private static BufferedImage toSrgb(BufferedImage image, BufferedImage srgb) {
    return new ColorConvertOp(null).filter(image, srgb);
  }

  private static BufferedImage convertFrom(ICC_ColorSpace space, BufferedImage image) {
    boolean alpha = image.getColorModel().hasAlpha();
    BufferedImage plain = alpha ? SrgbImage.withAlpha(image) : SrgbImage.of(image);
    ColorModel rgb =
        new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    BufferedImage srgb = new BufferedImage(plain.getWidth(), plain.getHeight(), plain.getType());
    ColorConvertOp convert = new ColorConvertOp(null);
    int width = plain.getWidth();
    WritableRaster row = rgb.createCompatibleWritableRaster(width, 1);
    BufferedImage from = new BufferedImage(rgb, row, false, null);
    BufferedImage to = new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB);
    int[] before = new int[width];
    int[] after = new int[width];
    byte[] bytes = new byte[3 * width];
    Raster converted = to.getRaster();
    for (int y = 0; y < plain.getHeight(); y++) {
      plain.getRaster().getDataElements(0, y, width, 1, before);
      for (int x = 0, i = 0; x < width; x++) {
        bytes[i++] = (byte) (before[x] >> 16);
        bytes[i++] = (byte) (before[x] >> 8);
        bytes[i++] = (byte) before[x];
      }
      row.setDataElements(0, 0, width, 1, bytes);
      convert.filter(from, to);
      converted.getDataElements(0, 0, width, 1, after);
      for (int x = 0; x < width; x++) {
        after[x] = (before[x] & 0xff000000) | (after[x] & 0xffffff);
      }
      srgb.getRaster().setDataElements(0, y, width, 1, after);
    }
    return srgb;
  }
}
