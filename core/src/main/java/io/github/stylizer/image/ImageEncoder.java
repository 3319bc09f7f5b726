package io.github.stylizer.image;

import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Writes images to files: PNG ({@code .png}), JPEG ({@code .jpg}, {@code .jpeg}) and TIFF ({@code
 * .tif}, {@code .tiff}), by the extension, ignoring case. PNG and TIFF are lossless and keep
 * transparency. JPEG is written without chroma subsampling (4:4:4), which would blur the strong
 * colors of stylized images, and with transparency composited over white.
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
  private static final ImageEncoder STANDARD = new ImageEncoder(0.95f);
  private static final String EXTENSIONS = ".png, .jpg, .jpeg, .tif or .tiff";

  /** What libjpeg allows. */
  private static final int JPEG_SIDE = 65_500;

  private final float jpegQuality;

  private ImageEncoder(float jpegQuality) {
    this.jpegQuality = jpegQuality;
  }

  /**
   * Returns the encoder with default settings: JPEG quality 0.95.
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
    return new ImageEncoder(quality);
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
    String format = requireFormat(file);
    if (format.equals("jpeg") && Math.max(width, height) > JPEG_SIDE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: JPEG cannot hold %d x %d pixels, only %d per side; write PNG or TIFF",
              file,
              width,
              height,
              JPEG_SIDE));
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
    String format = requireFormat(file);
    BufferedImage whole =
        image instanceof BufferedImage buffered
            ? buffered
            : new BufferedImage(
                image.getColorModel(),
                image.copyData(null),
                image.getColorModel().isAlphaPremultiplied(),
                null);
    AtomicFile.write(file, stream -> encode(whole, format, stream));
  }

  /**
   * Encodes an image in memory, as {@link #write} does.
   *
   * @param image any image; not modified
   * @param extension {@code png}, {@code jpg}, {@code jpeg}, {@code tif} or {@code tiff}, in any
   *     case
   * @return the bytes of the file
   * @throws IllegalArgumentException if the extension is not one of these
   * @throws IOException if the image cannot be encoded
   */
  public byte[] encode(BufferedImage image, String extension) throws IOException {
    String format = format(extension);
    if (format == null) {
      throw new IllegalArgumentException(
          "cannot write the format '" + extension + "', expected that of " + EXTENSIONS);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    encode(image, format, bytes);
    return bytes.toByteArray();
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

  private void encode(BufferedImage image, String format, OutputStream stream) throws IOException {
    boolean alpha = image.getColorModel().hasAlpha() && !format.equals("jpeg");
    BufferedImage pixels = alpha ? SrgbImage.withAlpha(image) : SrgbImage.of(image);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(stream)) {
      writer.setOutput(output);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      IIOMetadata metadata = null;
      if (format.equals("jpeg")) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(jpegQuality);
        metadata = withoutSubsampling(writer, pixels, settings);
      } else if (format.equals("tiff")) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionType("Deflate");
      }
      writer.write(null, new IIOImage(pixels, List.of(), metadata), settings);
    } finally {
      writer.dispose();
    }
  }

  /** The sampling factors can be set only through the metadata. */
  private static IIOMetadata withoutSubsampling(
      ImageWriter writer, BufferedImage image, ImageWriteParam settings) throws IOException {
    ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
    IIOMetadata metadata = writer.getDefaultImageMetadata(type, settings);
    String format = "javax_imageio_jpeg_image_1.0";
    Node root = metadata.getAsTree(format);
    NodeList components = ((IIOMetadataNode) root).getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(format, root);
    return metadata;
  }
}
