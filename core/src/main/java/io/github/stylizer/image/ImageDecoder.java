package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import io.github.stylizer.internal.image.PixelLimit;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads pictures from files that nobody vouches for. What comes out is upright, sRGB, 8 bits a
 * channel.
 *
 * <ul>
 *   <li>The format is told by the content, not by the name. JPEG, PNG, GIF, BMP, TIFF, PNM (PBM,
 *       PGM, PPM, PAM), PSD and PCX are read; WebP and CMYK JPEG as soon as {@code
 *       com.twelvemonkeys.imageio:imageio-webp} and {@code imageio-jpeg} are on the class path.
 *   <li>The size is read from the header and checked against the limits before memory is taken.
 *   <li>All eight EXIF orientations are undone, in JPEG, TIFF, WebP and PNG (eXIf) files; an
 *       invalid orientation counts as 1.
 *   <li>An embedded ICC profile of an RGB picture is applied; one that is damaged or of another
 *       color space is ignored. Gray pictures keep their stored values. The gAMA and cHRM chunks of
 *       PNG are ignored.
 *   <li>Transparency is laid on white, or kept with {@link #keepAlpha}.
 *   <li>Of animations and files of several pages the first picture is read; animated WebP is
 *       refused, since the plugin decodes it wrongly.
 *   <li>A truncated JPEG, which ImageIO silently fills with gray, is refused; one that lacks only
 *       the end marker is not, nor one with damaged but complete data.
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
  private static final int DEFAULT_SIDE = 65_500;
  private static final ImageDecoder STANDARD =
      new ImageDecoder(new PixelLimit(PixelLimit.DEFAULT_PIXELS, DEFAULT_SIDE), false);

  private final PixelLimit limit;
  private final boolean keepAlpha;

  private ImageDecoder(PixelLimit limit, boolean keepAlpha) {
    this.limit = limit;
    this.keepAlpha = keepAlpha;
  }

  /**
   * Returns the decoder with default settings: at most 178,956,970 pixels (the limit of Pillow) and
   * 65,500 a side, transparency laid on white.
   *
   * @return the standard decoder
   */
  public static ImageDecoder standard() {
    return STANDARD;
  }

  /**
   * Sets how many pixels a picture may have.
   *
   * @param maxPixels the largest allowed product of width and height, at least 1
   * @return a decoder with this limit
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ImageDecoder maxPixels(long maxPixels) {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels is " + maxPixels + ", not at least 1");
    }
    return new ImageDecoder(new PixelLimit(maxPixels, limit.side()), keepAlpha);
  }

  /**
   * Sets how long a side of a picture may be.
   *
   * @param maxSide the largest allowed width and height in pixels, at least 1
   * @return a decoder with this limit
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ImageDecoder maxSide(int maxSide) {
    if (maxSide < 1) {
      throw new IllegalArgumentException("maxSide is " + maxSide + ", not at least 1");
    }
    return new ImageDecoder(new PixelLimit(limit.pixels(), maxSide), keepAlpha);
  }

  /**
   * Sets what becomes of transparency.
   *
   * @param keep whether a picture with transparency is returned as {@link
   *     BufferedImage#TYPE_INT_ARGB} instead of being laid on white
   * @return a decoder with this setting
   */
  public ImageDecoder keepAlpha(boolean keep) {
    return new ImageDecoder(limit, keep);
  }

  /**
   * Reads a picture from a file.
   *
   * @param file the file; only regular files are read
   * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}, or {@link
   *     BufferedImage#TYPE_INT_ARGB} if it has alpha and that is kept
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws ImageFormatException if the file is not a picture that can be read, is damaged or
   *     truncated, or larger than the limits allow
   * @throws IOException if the file cannot be read
   */
  public BufferedImage read(Path file) throws IOException {
    return read(ImageSource.of(file));
  }

  /**
   * Reads a picture from a stream.
   *
   * @param stream the bytes of one picture file, at most 512 MiB; read to its end, not closed
   * @param name what to call it in messages; its extension tells PCX, whose content does not
   * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}, or {@link
   *     BufferedImage#TYPE_INT_ARGB} if it has alpha and that is kept
   * @throws ImageFormatException if the stream is not a picture that can be read, is damaged or
   *     truncated, or larger than the limits allow
   * @throws IOException if the stream cannot be read
   */
  public BufferedImage read(InputStream stream, String name) throws IOException {
    return read(ImageSource.of(stream, Objects.requireNonNull(name, "name")));
  }

  /**
   * Reads a picture from memory.
   *
   * @param data the bytes of one picture file, at most 512 MiB; not modified
   * @param name what to call it in messages; its extension tells PCX, whose content does not
   * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}, or {@link
   *     BufferedImage#TYPE_INT_ARGB} if it has alpha and that is kept
   * @throws ImageFormatException if the bytes are not a picture that can be read, are damaged or
   *     truncated, or the picture is larger than the limits allow
   * @throws IOException if the picture cannot be read
   */
  public BufferedImage read(byte[] data, String name) throws IOException {
    return read(ImageSource.of(data, Objects.requireNonNull(name, "name")));
  }

  /**
   * Reads the header of a file and decodes nothing. The limits do not apply.
   *
   * @param file the file; only regular files are read
   * @return format, size and orientation
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws ImageFormatException if the file is not a picture that can be read or its header is
   *     damaged
   * @throws IOException if the file cannot be read
   */
  public ImageInfo info(Path file) throws IOException {
    return CommonsImaging.info(ImageSource.of(file));
  }

  private BufferedImage read(ImageSource source) throws IOException {
    ImageInfo info = CommonsImaging.info(source);
    limit.check(source.name(), info.width(), info.height());
    try {
      BufferedImage stored = decode(source, info);
      BufferedImage image =
          keepAlpha && stored.getColorModel().hasAlpha()
              ? SrgbImage.withAlpha(stored)
              : SrgbImage.of(stored);
      return Orientation.apply(image, info.orientation());
    } catch (ImageFormatException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // Decoders answer hostile files with any of these.
      throw ImageFormatException.damaged(source.name(), info.format(), e);
    }
  }

  private BufferedImage decode(ImageSource source, ImageInfo info) throws IOException {
    String format = info.format();
    if (format.equals("JPEG")) {
      return JpegReader.read(source, limit);
    }
    if (format.equals("GIF")) {
      return GifReader.read(source, info, limit);
    }
    if (!CommonsImaging.isImageIoFormat(format)) {
      BufferedImage image = CommonsImaging.decode(source, format);
      return ColorProfile.toSrgb(image, CommonsImaging.profile(source, format));
    }
    if (format.equals("WEBP") && isAnimatedWebp(source)) {
      throw new ImageFormatException(
          source.name(), "animated WebP pictures cannot be read; save one frame of it");
    }
    BufferedImage image = ImageIoReader.read(source, format, limit, reader -> reader.read(0));
    // The other readers of ImageIO apply the profile or pass it on in the color model.
    return format.equals("PNG")
        ? ColorProfile.toSrgb(image, CommonsImaging.profile(source, format))
        : image;
  }

  /** The extended header of WebP has flags in its ninth byte. */
  private static boolean isAnimatedWebp(ImageSource source) throws IOException {
    try (InputStream stream = source.open()) {
      byte[] start = stream.readNBytes(21);
      return start.length == 21 && start[15] == 'X' && (start[20] & 2) != 0;
    }
  }
}
