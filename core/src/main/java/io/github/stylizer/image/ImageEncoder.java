package io.github.stylizer.image;

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
 * Writes images to files: PNG ({@code .png}), JPEG ({@code .jpg}, {@code .jpeg}) and TIFF ({@code
 * .tif}, {@code .tiff}), by the extension, ignoring case. PNG and TIFF are lossless and keep
 * transparency. A TIFF file of 4 GB or more is BigTIFF. JPEG is written without chroma subsampling
 * (4:4:4), which would blur the strong colors of stylized images, and with transparency composited
 * over white. All files say that their colors are sRGB: JPEG and TIFF by an ICC profile, PNG by its
 * sRGB chunk.
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
  private static final ImageEncoder STANDARD = new ImageEncoder(0.95f, ImageMetadata.none());
  private static final String EXTENSIONS = ".png, .jpg, .jpeg, .tif or .tiff";

  /** What libjpeg allows. */
  private static final int JPEG_SIDE = 65_500;

  private static final int IMAGEIO_PIXELS = Integer.MAX_VALUE - 1;

  private final float jpegQuality;
  private final ImageMetadata metadata;

  private ImageEncoder(float jpegQuality, ImageMetadata metadata) {
    this.jpegQuality = jpegQuality;
    this.metadata = metadata;
  }

  /**
   * Returns the encoder with default settings: JPEG quality 0.95, no metadata.
   *
   * @return the standard encoder
   */
  public static ImageEncoder standard() {
    return STANDARD;
  }

  /**
   * Sets the quality of JPEG files.
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
    return new ImageEncoder(quality, metadata);
  }

  /**
   * Sets what is written about the image besides its pixels and its color space.
   *
   * @param written metadata, such as that of a photo
   * @return an encoder that writes this metadata
   */
  public ImageEncoder metadata(ImageMetadata written) {
    return new ImageEncoder(jpegQuality, Objects.requireNonNull(written, "written"));
  }

  /**
   * Returns whether files with this extension can be written.
   *
   * @param file the file, which need not exist
   * @return whether {@link #write} supports the format
   */
  public static boolean supports(Path file) {
    return format(file) != null;
  }

  /**
   * Returns whether files with this extension keep transparency.
   *
   * @param file the file, which need not exist
   * @return true for PNG and TIFF
   */
  public static boolean keepsTransparency(Path file) {
    String format = format(file);
    return format != null && !format.equals("jpeg");
  }

  /**
   * Checks a file name early, before the work whose result will be written there.
   *
   * @param file the file, which need not exist
   * @throws IllegalArgumentException if the extension is missing or unknown
   */
  public static void requireSupported(Path file) {
    requireFormat(file);
  }

  /**
   * Checks a file name and a size early, before the work whose result will be written there.
   *
   * @param file the file, which need not exist
   * @param width of the image in pixels
   * @param height of the image in pixels
   * @throws IllegalArgumentException if the extension is missing or unknown, or its format cannot
   *     hold so large an image
   */
  public static void requireSupported(Path file, int width, int height) {
    requireSize(file.toString(), requireFormat(file), width, height);
  }

  private static void requireSize(String name, String format, int width, int height) {
    boolean tooLong = format.equals("jpeg") && Math.max(width, height) > JPEG_SIDE;
    boolean tooMany = !format.equals("tiff") && (long) width * height > IMAGEIO_PIXELS;
    if (tooLong || tooMany) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: cannot write %d x %d pixels in this format, only %d %s; write TIFF",
              name,
              width,
              height,
              tooLong ? JPEG_SIDE : IMAGEIO_PIXELS,
              tooLong ? "along a side" : "in total"));
    }
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
    if (format == null) {
      throw new IllegalArgumentException(
          file + ": cannot write this format, expected the extension " + EXTENSIONS);
    }
    return format;
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
   *     hold so large an image
   * @throws IOException if the file cannot be written
   */
  public void write(RenderedImage image, Path file) throws IOException {
    requireSupported(file, image.getWidth(), image.getHeight());
    AtomicFile.write(file, content(image, requireFormat(file)));
  }

  /**
   * Encodes an image in memory, as {@link #write} does.
   *
   * @param image any image; not modified
   * @param extension {@code png}, {@code jpg}, {@code jpeg}, {@code tif} or {@code tiff}, in any
   *     case
   * @return the bytes of the file
   * @throws IllegalArgumentException if the extension is not one of these, or its format cannot
   *     hold so large an image
   * @throws IOException if the image cannot be encoded
   */
  public byte[] encode(BufferedImage image, String extension) throws IOException {
    String format = format(extension);
    if (format == null) {
      throw new IllegalArgumentException(
          "cannot write the format '" + extension + "', expected that of " + EXTENSIONS);
    }
    requireSize("in memory", format, image.getWidth(), image.getHeight());
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
        yield stream -> ImageIoWriter.writePng(rows, metadata, stream);
      }
      default -> new TiffWriter(new SrgbRows(image, true), metadata, TiffWriter.CLASSIC_BYTES);
    };
  }
}
