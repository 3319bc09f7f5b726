package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Takes the transparency off an image before it is painted, and gives it back afterwards. */
public final class Transparency {
  private static final int OPAQUE = 255;
  private static final int QUARTER = 4;

  private Transparency() {}

  /**
   * Returns whether an image is transparent anywhere.
   *
   * @param image any image
   * @return whether a pixel is not opaque
   */
  public static boolean isIn(BufferedImage image) {
    return image.getColorModel().hasAlpha() && !GrayPlane.ofAlpha(image).isWhite();
  }

  /**
   * Continues the colors into what is transparent: whatever color an editor has left there would
   * shine through at the edge once it is painted. Pixels get the mean of what is opaque nearby,
   * found in smaller and smaller copies of the image (Gortler, Grzeszczuk, Szeliski and Cohen, "The
   * Lumigraph", 1996, section 3.4.2: pull-push).
   *
   * @param image any image; not modified
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}; white if nothing is opaque
   */
  public static BufferedImage filled(BufferedImage image) {
    return filledWithAlpha(SrgbImage.withAlpha(image));
  }

  private static BufferedImage filledWithAlpha(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (!isIn(image)) {
      return SrgbImage.copyOf(image);
    }
    if (width == 1 && height == 1) {
      return single(image.getRGB(0, 0));
    }
    // Colors are weighted by alpha, so that what is transparent does not count.
    BufferedImage half = ImageResize.to(image, Math.max(1, width / 2), Math.max(1, height / 2));
    BufferedImage behind = filledWithAlpha(mapped(half, Transparency::saturated));
    return laidOver(image, ImageResize.to(behind, width, height));
  }

  private static BufferedImage single(int argb) {
    BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    pixel.setRGB(0, 0, argb >>> 24 == 0 ? 0xffffff : argb);
    return pixel;
  }

  /** A quarter of opaque pixels is enough to know a color. */
  private static int saturated(int argb) {
    return Math.min(OPAQUE, QUARTER * (argb >>> 24)) << 24 | (argb & 0xffffff);
  }

  private static BufferedImage laidOver(BufferedImage image, BufferedImage behind) {
    return Rgb.combineRows(
        behind,
        behind,
        (y, row, same) -> {
          int[] above = new int[row.length];
          image.getRaster().getDataElements(0, y, row.length, 1, above);
          for (int x = 0; x < row.length; x++) {
            row[x] = ImageBlend.mixed(row[x], above[x], (above[x] >>> 24) / (double) OPAQUE);
          }
        });
  }

  /**
   * Gives a picture the transparency of an image.
   *
   * @param image any image; not modified
   * @param picture any image of the same size without transparency; not modified
   * @return a new image of type {@link BufferedImage#TYPE_INT_ARGB}
   */
  public static BufferedImage withAlphaOf(BufferedImage image, BufferedImage picture) {
    int width = image.getWidth();
    BufferedImage argb = SrgbImage.withAlpha(image);
    BufferedImage rgb = SrgbImage.of(picture);
    BufferedImage result = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    int[] alpha = new int[width];
    int[] colors = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      argb.getRaster().getDataElements(0, y, width, 1, alpha);
      rgb.getRaster().getDataElements(0, y, width, 1, colors);
      for (int x = 0; x < width; x++) {
        colors[x] = (alpha[x] & 0xff000000) | (colors[x] & 0xffffff);
      }
      result.getRaster().setDataElements(0, y, width, 1, colors);
    }
    return result;
  }

  private static BufferedImage mapped(BufferedImage image, IntUnaryOperator operator) {
    BufferedImage mapped =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getDataElements(0, y, row.length, 1, row);
      Arrays.setAll(row, x -> operator.applyAsInt(row[x]));
      mapped.getRaster().setDataElements(0, y, row.length, 1, row);
    }
    return mapped;
  }
}
