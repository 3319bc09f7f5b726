package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads images from untrusted files. The result is upright, sRGB, 8 bits per channel.
 *
 * <ul>
 *   <li>The format is recognized by the content, not by the name. JPEG, PNG, GIF, BMP, TIFF, PBM,
 *       PGM, PPM, PAM, PSD and PCX are built in; WebP and CMYK JPEG need {@code
 *       com.twelvemonkeys.imageio:imageio-webp} and {@code imageio-jpeg} on the class path. An
 *       application adds formats with an {@link ImageFormatReader}; other formats are read by
 *       {@link javax.imageio.ImageIO} plug-ins, as they are stored. {@link #formats} lists them
 *       all.
 *   <li>The size is read from the header and checked against the limits before memory is allocated.
 *   <li>{@link #open} reads images that are too large for that region by region.
 *   <li>An interrupt ends decoding with an {@link java.io.InterruptedIOException}.
 *   <li>All eight EXIF orientations are applied, in JPEG, TIFF, WebP and PNG (eXIf) files; an
 *       invalid one is ignored.
 *   <li>An embedded ICC profile of an RGB, gray or CMYK image is applied; one that is damaged or of
 *       another color space is ignored. Gray images without one keep their stored values. The gAMA
 *       and cHRM chunks of PNG are ignored.
 *   <li>Transparency is composited over white, or kept with {@link #keepAlpha}.
 *   <li>Only the first image of an animation or a multi-page file is read; animated WebP is
 *       refused, since the plug-in decodes it wrongly.
 *   <li>A TIFF image of a layout that ImageIO's reader decodes wrongly is refused. With {@code
 *       com.twelvemonkeys.imageio:imageio-tiff} on the class path these are fewer, and BigTIFF is
 *       read, too.
 *   <li>A PNG whose critical chunks have a wrong checksum is refused.
 *   <li>A truncated JPEG, which ImageIO silently fills with gray, is refused. One that lacks only
 *       the end marker, or has damaged but complete data, is accepted.
 * </ul>
 *
 * <pre>{@code
 * ImageDecoder decoder = ImageDecoder.standard().maxPixels(50_000_000);
 * BufferedImage photo = decoder.read(Path.of("photo.jpg"));
 * }</pre>
 *
 * <p>Instances are immutable and safe to share between threads.
 */
public final class ImageDecoder {
  private static final ImageDecoder STANDARD = new ImageDecoder(PixelLimit.DEFAULT, null, 0, false);

  private final PixelLimit limit;
  private final @Nullable Duration timeLimit;
  private final int longerSide;
  private final boolean keepAlpha;

  private ImageDecoder(
      PixelLimit limit, @Nullable Duration timeLimit, int longerSide, boolean keepAlpha) {
    this.limit = limit;
    this.timeLimit = timeLimit;
    this.longerSide = longerSide;
    this.keepAlpha = keepAlpha;
  }

  /**
   * Returns the decoder with default settings: at most 178,956,970 pixels (Pillow's limit) and
   * 65,500 per side, transparency composited over white.
   *
   * @return the standard decoder
   */
  public static ImageDecoder standard() {
    return STANDARD;
  }

  /**
   * Returns the formats that can currently be read: the built-in ones, those of every {@link
   * ImageFormatReader} that the thread's context class loader or the library's own finds, and those
   * of the {@link javax.imageio.ImageIO} plug-ins.
   *
   * @return the names in capitals, such as {@code JPEG}; most of them are also the usual extension
   * @throws java.util.ServiceConfigurationError if an {@link ImageFormatReader} cannot be loaded
   */
  public static List<String> formats() {
    return ImageReaders.formats();
  }

  /**
   * Limits the number of pixels of an image that is decoded as a whole.
   *
   * @param maxPixels the largest allowed product of width and height, at least 1
   * @return a decoder with this limit
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ImageDecoder maxPixels(long maxPixels) {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels must be at least 1, but is " + maxPixels);
    }
    PixelLimit changed = new PixelLimit(maxPixels, limit.side());
    return new ImageDecoder(changed, timeLimit, longerSide, keepAlpha);
  }

  /**
   * Limits the sides of an image.
   *
   * @param maxSide the largest allowed width and height in pixels, at least 1
   * @return a decoder with this limit
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ImageDecoder maxSide(int maxSide) {
    if (maxSide < 1) {
      throw new IllegalArgumentException("maxSide must be at least 1, but is " + maxSide);
    }
    PixelLimit changed = new PixelLimit(limit.pixels(), maxSide);
    return new ImageDecoder(changed, timeLimit, longerSide, keepAlpha);
  }

  /**
   * Limits the time of a call of {@code read}. Without this setting only an interrupt ends a call.
   *
   * @param limit how long decoding may take; checked for every few hundred bytes or rows
   * @return a decoder with this limit
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ImageDecoder timeLimit(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("the time limit must be positive, but is " + limit);
    }
    return new ImageDecoder(this.limit, limit, longerSide, keepAlpha);
  }

  /**
   * Shrinks images that are larger than needed, keeping their aspect ratio. Of JPEG and PNG images
   * at least eight times that large only some of the pixels are kept while they are read, which
   * takes a fraction of Java's memory.
   *
   * @param side the longer side of the result in pixels at most, at least 1
   * @return a decoder with this setting
   * @throws IllegalArgumentException if the side is less than 1
   */
  public ImageDecoder maxSize(int side) {
    if (side < 1) {
      throw new IllegalArgumentException("maxSize must be at least 1, but is " + side);
    }
    return new ImageDecoder(limit, timeLimit, side, keepAlpha);
  }

  /**
   * Sets whether transparency is kept.
   *
   * @param keep whether an image with transparency is returned as {@link
   *     BufferedImage#TYPE_INT_ARGB} instead of being composited over white
   * @return a decoder with this setting
   */
  public ImageDecoder keepAlpha(boolean keep) {
    return new ImageDecoder(limit, timeLimit, longerSide, keep);
  }

  /**
   * Reads an image from a file.
   *
   * @param file the file; only regular files are read
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or {@link
   *     BufferedImage#TYPE_INT_ARGB} if it has alpha and that is kept
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws ImageFormatException if the file is not an image that can be read, is damaged or
   *     truncated, or larger than the limits or the memory allow
   * @throws java.io.InterruptedIOException if the thread is interrupted, whose flag stays set
   * @throws IOException if the file cannot be read
   */
  public BufferedImage read(Path file) throws IOException {
    return read(ImageSource.of(file, limit, deadline()));
  }

  /**
   * Reads an image from a stream.
   *
   * @param stream the bytes of one image file, at most 512 MiB; read to its end, not closed
   * @param name name to use in messages; PCX is recognized by its extension only
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or {@link
   *     BufferedImage#TYPE_INT_ARGB} if it has alpha and that is kept
   * @throws ImageFormatException if the stream is not an image that can be read, is damaged or
   *     truncated, or larger than the limits allow
   * @throws IOException if the stream cannot be read
   */
  public BufferedImage read(InputStream stream, String name) throws IOException {
    return read(ImageSource.of(stream, Objects.requireNonNull(name, "name"), limit, deadline()));
  }

  /**
   * Reads an image from memory.
   *
   * @param data the bytes of one image file, at most 512 MiB; not modified
   * @param name name to use in messages; PCX is recognized by its extension only
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or {@link
   *     BufferedImage#TYPE_INT_ARGB} if it has alpha and that is kept
   * @throws ImageFormatException if the bytes are not an image that can be read, are damaged or
   *     truncated, or the image is larger than the limits allow
   * @throws IOException if the image cannot be read
   */
  public BufferedImage read(byte[] data, String name) throws IOException {
    return read(ImageSource.of(data, Objects.requireNonNull(name, "name"), limit, deadline()));
  }

  /**
   * Opens an image that is read region by region, in the memory of a region: also one that is too
   * large to be decoded as a whole. Its sides are limited, but its pixels only if the format allows
   * no other way than decoding all of them.
   *
   * @param file the file; only regular files are read
   * @return the open file; the caller closes it
   * @throws IllegalStateException if this decoder shrinks images
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws ImageFormatException if the file is not an image that can be read, is damaged, or
   *     larger than the limits or the memory allow
   * @throws java.io.InterruptedIOException if the thread is interrupted, whose flag stays set
   * @throws IOException if the file cannot be read
   */
  public ImageRegions open(Path file) throws IOException {
    if (longerSide != 0) {
      throw new IllegalStateException(
          "regions are those of the stored image, but maxSize is " + longerSide);
    }
    ImageSource source = ImageSource.of(file, limit, deadline());
    CheckedReader reader = ImageReaders.of(source);
    ImageInfo info = reader.info();
    Regions regions = reader.regions(info, keepAlpha);
    if (regions != null) {
      return new ImageRegions(info, regions);
    }
    source.checkDecodedWhole(info.width(), info.height());
    return new ImageRegions(info, reader.read(info, 0, keepAlpha));
  }

  /**
   * Reads only the header of a file. The limits do not apply.
   *
   * @param file the file; only regular files are read
   * @return format, size and orientation
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws ImageFormatException if the file is not an image that can be read or its header is
   *     damaged
   * @throws IOException if the file cannot be read
   */
  public ImageInfo info(Path file) throws IOException {
    return ImageReaders.of(ImageSource.of(file, limit, deadline())).info();
  }

  /**
   * Reads only the header of an image in memory, as {@link #info(Path)} does.
   *
   * @param data the bytes of one image file, at most 512 MiB; not modified
   * @param name name to use in messages; PCX is recognized by its extension only
   * @return format, size and orientation
   * @throws ImageFormatException if the bytes are not an image that can be read or its header is
   *     damaged
   * @throws IOException if the image cannot be read
   */
  public ImageInfo info(byte[] data, String name) throws IOException {
    Objects.requireNonNull(name, "name");
    return ImageReaders.of(ImageSource.of(data, name, limit, deadline())).info();
  }

  /**
   * Reads the metadata of a photo, for {@link ImageEncoder#metadata}. The image is not decoded.
   *
   * @param file the file; only regular files are read
   * @return the metadata of a JPEG, PNG, TIFF or WebP file; none of other formats, and none that is
   *     damaged
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws ImageFormatException if the file is not an image that can be read
   * @throws java.io.InterruptedIOException if the thread is interrupted, whose flag stays set
   * @throws IOException if the file cannot be read
   */
  public ImageMetadata metadata(Path file) throws IOException {
    return ImageReaders.of(ImageSource.of(file, limit, deadline())).metadata();
  }

  /**
   * Reads the metadata of a photo in memory, as {@link #metadata(Path)} does.
   *
   * @param data the bytes of one image file, at most 512 MiB; not modified
   * @param name name to use in messages; PCX is recognized by its extension only
   * @return the metadata
   * @throws ImageFormatException if the bytes are not an image that can be read
   * @throws IOException if the image cannot be read
   */
  public ImageMetadata metadata(byte[] data, String name) throws IOException {
    Objects.requireNonNull(name, "name");
    return ImageReaders.of(ImageSource.of(data, name, limit, deadline())).metadata();
  }

  /**
   * Returns whether a file is meant to be an image, readable or not: it has the content of an image
   * format, also of one that cannot be read, such as HEIC or camera raw files, or the extension of
   * one. For choosing the images of a folder without passing over those that are damaged.
   *
   * @param file any file or folder
   * @return whether it is an image, or is called one
   * @throws IOException if the file cannot be read
   */
  public static boolean isImage(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    if (UnsupportedFormat.isNamedAsImage(file.toString())) {
      return true;
    }
    try {
      return ImageReaders.isImage(ImageSource.of(file, PixelLimit.DEFAULT, Deadline.after(null)));
    } catch (ImageFormatException e) {
      return false;
    }
  }

  private Deadline deadline() {
    return Deadline.after(timeLimit);
  }

  private BufferedImage read(ImageSource source) throws IOException {
    CheckedReader reader = ImageReaders.of(source);
    return reader.read(reader.info(), longerSide, keepAlpha);
  }
}
