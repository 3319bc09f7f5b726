package io.github.stylizer;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.image.GrayPlane;
import io.github.stylizer.internal.image.ImageBlend;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Which part of a photo is painted: white is painted, black stays the photo, and gray is a mix of
 * both. A mask may have any size: it is stretched to the photo.
 *
 * <pre>{@code
 * Mask person = Mask.of(Path.of("person.png")).feather(8);
 * Stylizer.style("great-wave").mask(person.inverted()).apply(photo);
 * }</pre>
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Mask {
  private static final double MOST_FEATHER = 10_000;

  private final GrayPlane shares;
  private final double feather;
  private volatile SoftReference<GrayPlane.Stretched> stretched = new SoftReference<>(null);

  private Mask(GrayPlane shares, double feather) {
    this.shares = shares;
    this.feather = feather;
  }

  /**
   * Takes the lightness of an image: what is white is painted. Where the image is transparent
   * nothing is.
   *
   * @param image any image; not modified
   * @return the mask
   */
  public static Mask of(BufferedImage image) {
    return new Mask(GrayPlane.ofLightness(image), 0);
  }

  /**
   * Takes the transparency of an image, such as one that was cut out: what is opaque is painted.
   *
   * @param image any image; not modified; all is painted if it has no transparency
   * @return the mask
   */
  public static Mask ofTransparency(BufferedImage image) {
    return new Mask(GrayPlane.ofAlpha(image), 0);
  }

  /**
   * Reads a mask: the transparency of the image if there is any, else its lightness.
   *
   * @param file any image that {@link ImageDecoder} reads
   * @return the mask
   * @throws IOException if the file cannot be read
   */
  public static Mask of(Path file) throws IOException {
    return ofEither(ImageDecoder.standard().keepAlpha(true).read(file));
  }

  /**
   * Reads a mask from memory, as {@link #of(Path)} does.
   *
   * @param data the bytes of any image file that {@link ImageDecoder} reads; not modified
   * @param name name to use in messages
   * @return the mask
   * @throws IOException if the image cannot be read
   */
  public static Mask of(byte[] data, String name) throws IOException {
    return ofEither(ImageDecoder.standard().keepAlpha(true).read(data, name));
  }

  private static Mask ofEither(BufferedImage image) {
    GrayPlane alpha = GrayPlane.ofAlpha(image);
    return new Mask(alpha.isWhite() ? GrayPlane.ofLightness(image) : alpha, 0);
  }

  /**
   * Swaps black and white.
   *
   * @return the mask of the other part
   */
  public Mask inverted() {
    return new Mask(shares.inverted(), feather);
  }

  /**
   * Softens the edges.
   *
   * @param pixels of the picture, over which an edge goes from black to white; 0, the default,
   *     leaves it as it is
   * @return a mask with softer edges
   * @throws IllegalArgumentException if the pixels are not in 0 … 10,000
   */
  public Mask feather(double pixels) {
    if (!(pixels >= 0 && pixels <= MOST_FEATHER)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "the feather must be from 0 to %.0f, but is %s", MOST_FEATHER, pixels));
    }
    return new Mask(shares, pixels);
  }

  /**
   * Mixes two images by this mask.
   *
   * @param black shown where the mask is black; not modified
   * @param white shown where the mask is white; of the same size; not modified
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IllegalArgumentException if the sizes differ
   */
  public BufferedImage mix(BufferedImage black, BufferedImage white) {
    Dimension size = new Dimension(white.getWidth(), white.getHeight());
    return ImageBlend.layered(black, List.of(layer(white, size)), new Point());
  }

  /** A part of a picture of this size, where this mask is white. */
  ImageBlend.Layer layer(BufferedImage part, Dimension whole) {
    return new ImageBlend.Layer(part, stretched(whole));
  }

  /** Strips of a picture and frames of a film ask for the same size again and again. */
  GrayPlane.Stretched stretched(Dimension size) {
    GrayPlane.Stretched last = stretched.get();
    if (last == null || !last.isOf(size.width, size.height)) {
      last = shares.stretched(size.width, size.height, feather);
      stretched = new SoftReference<>(last);
    }
    return last;
  }
}
