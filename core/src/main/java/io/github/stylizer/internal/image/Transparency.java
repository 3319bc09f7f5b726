package io.github.stylizer.internal.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;
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
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or of 16 bits if the image is;
   *     white if nothing is opaque
   */
  public static BufferedImage filled(BufferedImage image) {
    return filledWithAlpha(DeepImage.depth(image) == 16 ? image : SrgbImage.withAlpha(image));
  }

  private static BufferedImage filledWithAlpha(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (!isIn(image)) {
      return DeepImage.copyOf(image, DeepImage.depth(image));
    }
    if (width == 1 && height == 1) {
      return single(image.getRGB(0, 0));
    }
    // Colors are weighted by alpha, so that what is transparent does not count.
    BufferedImage half = ImageResize.to(image, Math.max(1, width / 2), Math.max(1, height / 2));
    BufferedImage coarse = mapped(SrgbImage.withAlpha(half), Transparency::saturated);
    BufferedImage behind = filledWithAlpha(coarse);
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
    GrayPlane.Stretched alpha =
        GrayPlane.ofAlpha(image).stretched(image.getWidth(), image.getHeight(), 0);
    BufferedImage colors =
        DeepImage.depth(image) == 16
            ? withoutAlpha(image)
            : mapped(image, argb -> argb | 0xff000000);
    return ImageBlend.layered(behind, List.of(new ImageBlend.Layer(colors, alpha)), new Point());
  }

  /** The colors of an image of 16 bits, whatever its alpha. */
  private static BufferedImage withoutAlpha(BufferedImage image) {
    Raster colors =
        image
            .getRaster()
            .createChild(0, 0, image.getWidth(), image.getHeight(), 0, 0, new int[] {0, 1, 2});
    BufferedImage opaque = DeepImage.empty(image.getWidth(), image.getHeight(), 16);
    opaque.getRaster().setRect(colors);
    return opaque;
  }

  /**
   * Gives a picture the transparency of an image.
   *
   * @param image any image; not modified
   * @param picture any image of the same size without transparency; not modified
   * @return a new image of type {@link BufferedImage#TYPE_INT_ARGB}, or of 16 bits if the picture
   *     is
   */
  public static BufferedImage withAlphaOf(BufferedImage image, BufferedImage picture) {
    int depth = DeepImage.depth(picture);
    ColorModel model = DeepImage.colorModel(depth, true);
    WritableRaster raster =
        model.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
    Rgb.Rows colors = Rgb.rows(picture, depth);
    BufferedImage argb = DeepImage.depth(image) == 16 ? image : SrgbImage.withAlpha(image);
    double scale = (double) Rgb.highest(depth) / Rgb.highest(DeepImage.depth(argb));
    int[] alphas = new int[image.getWidth()];
    long[] pixels = new long[image.getWidth()];
    int[] samples = new int[4 * image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      argb.getRaster().getSamples(0, y, alphas.length, 1, 3, alphas);
      colors.read(y, pixels);
      for (int x = 0; x < alphas.length; x++) {
        samples[4 * x] = Rgb.red(pixels[x]);
        samples[4 * x + 1] = Rgb.green(pixels[x]);
        samples[4 * x + 2] = Rgb.blue(pixels[x]);
        samples[4 * x + 3] = (int) Math.round(alphas[x] * scale);
      }
      raster.setPixels(0, y, alphas.length, 1, samples);
    }
    return new BufferedImage(model, raster, false, null);
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
