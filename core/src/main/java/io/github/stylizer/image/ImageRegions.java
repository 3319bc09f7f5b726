package io.github.stylizer.image;

import io.github.stylizer.internal.image.DeepImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An image file that is read region by region, for pictures that do not fit into memory. Every
 * pixel is what {@link ImageDecoder#read(java.nio.file.Path)} returns: upright and sRGB.
 *
 * <pre>{@code
 * try (ImageRegions photo = ImageDecoder.standard().open(Path.of("huge.tif"))) {
 *   BufferedImage top = photo.read(new Rectangle(0, 0, photo.width(), 1000));
 * }
 * }</pre>
 *
 * <ul>
 *   <li>TIFF: a region takes the strips or tiles that it touches. Large ones take that memory.
 *   <li>PNG: strips of the full width from top to bottom, which may overlap by up to 256 rows, cost
 *       as much as decoding the image once. Any other region is decoded from the first row on, and
 *       so is every region of an interlaced image.
 *   <li>JPEG: every region is decoded from the first row on. Read few strips of the full width, as
 *       high as the memory allows.
 *   <li>All others, and JPEG images of several scans, such as progressive ones, are decoded as a
 *       whole when they are opened and stay in memory, so {@link ImageDecoder#maxPixels} applies.
 * </ul>
 *
 * <p>Used by one thread at a time. A time limit of the decoder holds for each call of {@link
 * #read}.
 */
public final class ImageRegions implements Closeable {
  private final ImageInfo info;
  private @Nullable Regions regions;

  ImageRegions(ImageInfo info, Regions regions) {
    this.info = info;
    this.regions = regions;
  }

  /** Of an image that cannot be decoded region by region. */
  ImageRegions(ImageInfo info, BufferedImage whole) {
    this(info, region -> copy(whole, region));
  }

  /**
   * Returns the width.
   *
   * @return in pixels, of the upright image
   */
  public int width() {
    return info.width();
  }

  /**
   * Returns the height.
   *
   * @return in pixels, of the upright image
   */
  public int height() {
    return info.height();
  }

  /**
   * Reads a region.
   *
   * @param region of the upright image, in pixels; not empty
   * @return a new image of the size of the region, of type {@link BufferedImage#TYPE_INT_RGB}, or
   *     {@link BufferedImage#TYPE_INT_ARGB} if it has alpha and that is kept, or of 16 bits as
   *     {@link ImageDecoder#depth} says
   * @throws IllegalArgumentException if the region is empty or not within the image
   * @throws IllegalStateException if this is closed
   * @throws ImageFormatException if the file is damaged or truncated, or the region does not fit
   *     into memory
   * @throws java.io.InterruptedIOException if the thread is interrupted, whose flag stays set
   * @throws IOException if the file cannot be read
   */
  public BufferedImage read(Rectangle region) throws IOException {
    if (region.isEmpty() || !new Rectangle(width(), height()).contains(region)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the region of %d x %d pixels at (%d, %d) is not within the image of %d x %d",
              region.width,
              region.height,
              region.x,
              region.y,
              width(),
              height()));
    }
    if (regions == null) {
      throw new IllegalStateException("the image is closed");
    }
    return regions.read(region);
  }

  private static BufferedImage copy(BufferedImage image, Rectangle region) {
    BufferedImage copy = DeepImage.emptyLike(image, region.width, region.height);
    copy.getRaster()
        .setRect(image.getSubimage(region.x, region.y, region.width, region.height).getRaster());
    return copy;
  }

  /**
   * Releases the file and the memory. Closing again has no effect.
   *
   * @throws IOException if the file cannot be closed
   */
  @Override
  public void close() throws IOException {
    if (regions != null) {
      regions.close();
      regions = null;
    }
  }
}
