package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads image files of one or more formats. An application adds a format to {@link ImageDecoder}
 * with a class that implements this interface, has a public constructor without parameters and is
 * named in {@code META-INF/services/io.github.stylizer.image.ImageFormatReader} (or by {@code
 * provides} in its {@code module-info.java}). {@link java.util.ServiceLoader} finds it through the
 * thread's context class loader and through the one that loaded this library.
 *
 * <p>Built-in formats cannot be overridden. For all other files providers are asked in the order in
 * which they are found, before the {@link javax.imageio.ImageIO} plug-ins.
 *
 * <p>For each file {@link #canRead}, {@link #info}, {@link #profile} and {@link #read} are called
 * in this order, each at most once; {@link #info} is the last call if only the header is wanted.
 * The decoder checks the size that {@link #info} returns against its limits before it calls {@link
 * #read}, and an image of any other size is refused. Whatever a reader throws, including a {@link
 * RuntimeException}, a {@link LinkageError} or an {@link OutOfMemoryError}, reaches the caller as
 * an {@link ImageFormatException} that names the reader.
 *
 * <p>A new instance is created for each file and used by one thread only.
 */
public interface ImageFormatReader {
  /**
   * Returns the names of the formats, for lists and messages.
   *
   * @return at least one name in capitals, such as {@code HEIC}
   */
  List<String> formats();

  /**
   * Returns whether this reader can read a file, judging by its content.
   *
   * @param source the file; {@link ImageSource#head} is usually enough
   * @return whether the file is in one of the formats
   * @throws IOException if the file cannot be read
   */
  boolean canRead(ImageSource source) throws IOException;

  /**
   * Reads the header without decoding the image.
   *
   * @param source a file that {@link #canRead} accepted
   * @return format, size and orientation; an orientation of 5 to 8 means that {@link #read} returns
   *     an image whose width is this height
   * @throws ImageFormatException if the header is damaged
   * @throws IOException if the file cannot be read
   */
  ImageInfo info(ImageSource source) throws IOException;

  /**
   * Decodes the image, or the first of several, as stored: the decoder then rotates it upright,
   * converts it to sRGB and composites it over white.
   *
   * @param source a file that {@link #canRead} accepted
   * @param info what {@link #info} returned for it
   * @return an image of that size in any layout; its color model defines the meaning of its values
   *     unless {@link #profile} does
   * @throws ImageFormatException if the file is damaged
   * @throws IOException if the file cannot be read
   */
  BufferedImage read(ImageSource source, ImageInfo info) throws IOException;

  /**
   * Returns an embedded ICC profile that {@link #read} does not apply itself.
   *
   * @param source a file that {@link #canRead} accepted
   * @return the bytes of the profile; a damaged one, and one that is not of an RGB space, is
   *     ignored
   * @throws IOException if the file cannot be read
   */
  default Optional<byte[]> profile(ImageSource source) throws IOException {
    return Optional.empty();
  }
}
