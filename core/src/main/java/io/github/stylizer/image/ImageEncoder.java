package io.github.stylizer.image;

import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes images to files: PNG ({@code .png}), JPEG ({@code .jpg}, {@code .jpeg}), TIFF ({@code
 * .tif}, {@code .tiff}) and WebP ({@code .webp}), by the extension, ignoring case. PNG and TIFF are
 * lossless and keep transparency, and have 8 or 16 bits per channel. A TIFF file of 4 GB or more is
 * BigTIFF. JPEG is written without chroma subsampling (4:4:4), which would blur the strong colors
 * of stylized images, and with transparency composited over white. All files say that their colors
 * are sRGB: JPEG and TIFF by an ICC profile, PNG by its sRGB chunk, WebP by having no profile.
 *
 * <p>WebP needs an ImageIO plug-in that writes it, such as {@code
 * com.github.usefulness:webp-imageio}, on the class path. It is lossy, keeps transparency, and is
 * at most 16,383 pixels wide and high; the image is in memory as a whole.
 *
 * <p>Files are replaced atomically: nobody sees half an image, and after a failure an existing file
 * is unchanged. A file that is replaced keeps its owner and permissions; a symbolic link stays, and
 * the file it leads to is replaced.
 *
 * <pre>{@code
 * ImageEncoder.standard().jpegQuality(0.8f).write(photo, Path.of("smaller.jpg"));
 * }</pre>
 *
 * <p>Instances are immutable and safe to share between threads.
 */
public final class ImageEncoder {
  private static final ImageEncoder STANDARD = new ImageEncoder(0.95f, 8, ImageMetadata.none());
  private static final String EXTENSIONS = ".png, .jpg, .jpeg, .tif or .tiff";

  /** What libjpeg allows. */
  private static final int JPEG_SIDE = 65_500;

  /** What 14 bits hold. */
  private static final int WEBP_SIDE = 16_383;

  /** Of the buffer of an image: pixels, or samples of 16 bits. */
  private static final int IMAGEIO_ELEMENTS = Integer.MAX_VALUE - 1;

  private final float jpegQuality;
  private final int depth;
  private final ImageMetadata metadata;

  private ImageEncoder(float jpegQuality, int depth, ImageMetadata metadata) {
    this.jpegQuality = jpegQuality;
    this.depth = depth;
    this.metadata = metadata;
  }

  /**
   * Returns the encoder with default settings: JPEG quality 0.95, 8 bits per channel, no metadata.
   *
   * @return the standard encoder
   */
  public static ImageEncoder standard() {
    return STANDARD;
  }

  /**
   * Sets the quality of JPEG and WebP files.
   *
   * @param quality more than 0 (small) to 1 (faithful)
   * @return an encoder with this quality
   * @throws IllegalArgumentException if the quality is out of range
   */
  public ImageEncoder jpegQuality(float quality) {
    if (!(quality > 0 && quality <= 1)) {
      throw new IllegalArgumentException(
          "the JPEG quality is " + quality + ", expected more than 0 and at most 1");
    }
    return new ImageEncoder(quality, depth, metadata);
  }

  /**
   * Sets what is written about the image besides its pixels and its color space. WebP files get
   * none.
   *
   * @param written metadata, such as that of a photo
   * @return an encoder that writes this metadata
   */
  public ImageEncoder metadata(ImageMetadata written) {
    return new ImageEncoder(jpegQuality, depth, Objects.requireNonNull(written, "written"));
  }

  /**
   * Sets the bits per channel of PNG and TIFF files. With 16, images of 16 bits, RGB in sRGB or
   * gray, are written as they are; all others are converted to sRGB of 8 bits, which are spread
   * over the levels of 16. A PNG file of 16 bits has a third of the pixels of one of 8 at most, 715
   * million.
   *
   * @param bits 8, the default, or 16, which JPEG and WebP files cannot have
   * @return an encoder with this depth
   * @throws IllegalArgumentException if it is another number
   */
  public ImageEncoder depth(int bits) {
    return new ImageEncoder(jpegQuality, DeepImage.requireDepth(bits), metadata);
  }

  /**
   * Returns whether files with this extension can be written.
   *
   * @param file the file, which need not exist
   * @return whether {@link #write} supports the format
   */
  public static boolean supports(Path file) {
    return supports(file, 8);
  }

  /**
   * Returns whether files with this extension can be written with this depth.
   *
   * @param file the file, which need not exist
   * @param depth bits per channel, 8 or 16
   * @return whether {@link #write} supports the format, and the format the depth
   */
  public static boolean supports(Path file, int depth) {
    String format = format(file);
    return format != null && hasWriter(format) && (depth == 8 || hasDeep(format));
  }

  private static boolean hasDeep(String format) {
    return format.equals("png") || format.equals("tiff");
  }

  /**
   * Returns whether files with this extension keep transparency.
   *
   * @param file the file, which need not exist
   * @return true for PNG, TIFF and WebP
   */
  public static boolean keepsTransparency(Path file) {
    String format = format(file);
    return format != null && !format.equals("jpeg");
  }

  /**
   * Checks a file name early, before the work whose result will be written there.
   *
   * @param file the file, which need not exist
   * @throws IllegalArgumentException if the extension is missing or unknown, or the format needs a
   *     plug-in that is not there
   */
  public static void requireSupported(Path file) {
    requireFormat(file);
  }

  /**
   * Checks a file name and a depth early, before the work whose result will be written there.
   *
   * @param file the file, which need not exist
   * @param depth bits per channel, 8 or 16
   * @throws IllegalArgumentException as {@link #requireSupported(Path)} does, or if the format
   *     cannot have that depth
   */
  public static void requireSupported(Path file, int depth) {
    requireDepth(file.toString(), requireFormat(file), depth);
  }

  private static void requireDepth(String name, String format, int depth) {
    if (depth == 16 && !hasDeep(format)) {
      throw new IllegalArgumentException(
          name + ": this format has 8 bits per channel, not 16; write PNG or TIFF");
    }
  }

  /**
   * Checks a file name and a size early, for 8 bits per channel.
   *
   * @param file the file, which need not exist
   * @param width of the image in pixels
   * @param height of the image in pixels
   * @throws IllegalArgumentException as {@link #requireSupported(Path)} does, or if the format
   *     cannot hold so large an image
   */
  public static void requireSupported(Path file, int width, int height) {
    requireSupported(file, width, height, 8);
  }

  /**
   * Checks a file name, a size and a depth early, before the work whose result will be written
   * there.
   *
   * @param file the file, which need not exist
   * @param width of the image in pixels
   * @param height of the image in pixels
   * @param depth bits per channel, 8 or 16
   * @throws IllegalArgumentException as {@link #requireSupported(Path, int)} does, or if the format
   *     cannot hold so large an image
   */
  public static void requireSupported(Path file, int width, int height, int depth) {
    requireSupported(file, depth);
    requireSize(file.toString(), requireFormat(file), width, height, depth == 16 ? 3 : 1);
  }

  private static void requireSize(String name, String format, int width, int height, int samples) {
    int side =
        switch (format) {
          case "jpeg" -> JPEG_SIDE;
          case "webp" -> WEBP_SIDE;
          default -> Integer.MAX_VALUE;
        };
    int pixels = IMAGEIO_ELEMENTS / samples;
    boolean tooLong = Math.max(width, height) > side;
    boolean tooMany = !format.equals("tiff") && (long) width * height > pixels;
    if (tooLong || tooMany) {
      throw tooLarge(name, width, height, tooLong ? side : pixels, tooLong);
    }
  }

  private static IllegalArgumentException tooLarge(
      String name, int width, int height, int most, boolean side) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s: cannot write %d x %d pixels in this format, only %d %s; write TIFF",
            name,
            width,
            height,
            most,
            side ? "along a side" : "in total"));
  }

  /**
   * Checks early that a file can be written, before the work whose result will be written there. A
   * file beside it is created and deleted.
   *
   * @param file the file, which need not exist
   * @throws IllegalArgumentException if the extension is missing or unknown
   * @throws IOException if the file cannot be written; the message has the reason
   */
  public static void requireWritable(Path file) throws IOException {
    requireFormat(file);
    AtomicFile.requireWritable(file);
  }

  private static String requireFormat(Path file) {
    String format = format(file);
    if (format == null || !hasWriter(format)) {
      throw unknown(file + ": cannot write this format, expected the extension ", format);
    }
    return format;
  }

  private static boolean hasWriter(String format) {
    return !format.equals("webp") || ImageIoWriter.canWriteWebp();
  }

  private static IllegalArgumentException unknown(String problem, @Nullable String format) {
    String remedy =
        format == null
            ? ""
            : "; for .webp, add com.github.usefulness:webp-imageio to the class path";
    return new IllegalArgumentException(problem + EXTENSIONS + remedy);
  }

  /**
   * Writes an image. An existing file is replaced.
   *
   * <p>The image is asked for its pixels in strips of its full width, from top to bottom, by {@link
   * RenderedImage#getData(java.awt.Rectangle)}, for each strip once. So one that computes them when
   * it is asked need not fit into memory. What it throws ends the writing, and is thrown here.
   *
   * @param image any image; not modified
   * @param file the file; its folder must exist
   * @throws IllegalArgumentException if the extension is missing or unknown, or its format cannot
   *     hold so large an image or the depth, or needs a plug-in that is not there
   * @throws IOException if the file cannot be written
   */
  public void write(RenderedImage image, Path file) throws IOException {
    String format = requireFormat(file);
    require(file.toString(), format, image);
    AtomicFile.write(file, content(image, format));
  }

  private void require(String name, String format, RenderedImage image) {
    requireDepth(name, format, depth);
    int samples = depth == 8 ? 1 : image.getColorModel().hasAlpha() ? 4 : 3;
    requireSize(name, format, image.getWidth(), image.getHeight(), samples);
  }

  /**
   * Encodes an image in memory, as {@link #write} does.
   *
   * @param image any image; not modified
   * @param extension {@code png}, {@code jpg}, {@code jpeg}, {@code tif}, {@code tiff} or {@code
   *     webp}, in any case
   * @return the bytes of the file
   * @throws IllegalArgumentException if the extension is not one of these, or its format cannot
   *     hold so large an image or the depth, or needs a plug-in that is not there
   * @throws IOException if the image cannot be encoded
   */
  public byte[] encode(BufferedImage image, String extension) throws IOException {
    String format = format(extension);
    if (format == null || !hasWriter(format)) {
      throw unknown("cannot write the format '" + extension + "', expected that of ", format);
    }
    require("in memory", format, image);
    AtomicFile.Content content = content(image, format);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    content.writeTo(stream);
    byte[] bytes = stream.toByteArray();
    byte[] head = content.head();
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  /**
   * Encodes an image as PNG in memory.
   *
   * @param image any image; not modified
   * @return the bytes of the PNG, with transparency if the image has any
   * @throws IOException if the image cannot be encoded
   */
  public static byte[] png(BufferedImage image) throws IOException {
    return STANDARD.encode(image, "png");
  }

  private static @Nullable String format(Path file) {
    Path name = file.getFileName();
    int dot = name == null ? -1 : name.toString().lastIndexOf('.');
    return dot < 0 ? null : format(name.toString().substring(dot + 1));
  }

  private static @Nullable String format(String extension) {
    return switch (extension.toLowerCase(Locale.ROOT)) {
      case "png" -> "png";
      case "jpg", "jpeg" -> "jpeg";
      case "tif", "tiff" -> "tiff";
      case "webp" -> "webp";
      default -> null;
    };
  }

  private AtomicFile.Content content(RenderedImage image, String format) {
    return switch (format) {
      case "jpeg" -> {
        SrgbRows rows = new SrgbRows(image, false);
        yield stream -> ImageIoWriter.writeJpeg(rows, jpegQuality, metadata, stream);
      }
      case "png" -> {
        SrgbRows rows = new SrgbRows(image, true);
        yield stream -> ImageIoWriter.writePng(rows, depth, metadata, stream);
      }
      case "webp" -> {
        SrgbRows rows = new SrgbRows(image, true);
        yield stream -> ImageIoWriter.writeWebp(rows, jpegQuality, metadata, stream);
      }
      default ->
          new TiffWriter(new SrgbRows(image, true), depth, metadata, TiffWriter.CLASSIC_BYTES);
    };
  }
}
