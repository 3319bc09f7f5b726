package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import io.github.stylizer.internal.io.FileLimits;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.stream.ImageInputStream;

/**
 * The bytes of one image file, on disk or in memory, readable any number of times, and the size
 * limits set by the application. Passed to {@link ImageFormatReader}.
 *
 * <p>Instances are immutable.
 */
public abstract sealed class ImageSource permits FileSource, MemorySource {
  private static final int MAX_BYTES_IN_MEMORY = FileLimits.IMAGE_BYTES_IN_MEMORY;
  private static final int HEAD = 512;
  private static final int PIECE = 8192;

  private final String name;
  private final PixelLimit limit;
  private final Deadline deadline;
  private final byte[] head;

  /** The bytes of the file, at any position. */
  interface Content extends Closeable {
    /** Reads at least one byte; returns how many, and -1 at the end. */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /** Returns the number of bytes; -1 if the decoder shall not know it. */
    long length();
  }

  ImageSource(String name, PixelLimit limit, Deadline deadline, byte[] head) {
    this.name = name;
    this.limit = limit;
    this.deadline = deadline;
    this.head = head;
  }

  static ImageSource of(Path path, PixelLimit limit, Deadline deadline) throws IOException {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw new NoSuchFileException(name, null, "no such file");
    }
    if (Files.isDirectory(path)) {
      throw new ImageFormatException(name, "is a directory, expected an image file");
    }
    if (!Files.isRegularFile(path)) {
      throw new ImageFormatException(name, "is a device or a pipe, expected an image file");
    }
    if (!Files.isReadable(path)) {
      throw new ImageFormatException(name, "permission denied");
    }
    if (Files.size(path) == 0) {
      throw new ImageFormatException(name, "the file is empty, expected an image");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return path.getFileSystem() == FileSystems.getDefault()
          ? new FileSource(name, limit, deadline, stream.readNBytes(HEAD), path.toFile())
          : of(stream, name, limit, deadline);
    }
  }

  static ImageSource of(InputStream stream, String name, PixelLimit limit, Deadline deadline)
      throws IOException {
    InputStream checked = new DeadlineInputStream(stream, name, deadline);
    return of(checked.readNBytes(MAX_BYTES_IN_MEMORY + 1), name, limit, deadline);
  }

  static ImageSource of(byte[] bytes, String name, PixelLimit limit, Deadline deadline)
      throws ImageFormatException {
    if (bytes.length == 0) {
      throw new ImageFormatException(name, "empty, expected an image");
    }
    if (bytes.length > MAX_BYTES_IN_MEMORY) {
      throw tooLong(name);
    }
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD));
    return new MemorySource(name, limit, deadline, head, bytes);
  }

  /** Returns the error for a file that would be read into memory as a whole. */
  static ImageFormatException tooLong(String name) {
    return new ImageFormatException(
        name, "has more than " + MAX_BYTES_IN_MEMORY + " bytes, the limit for images in memory");
  }

  /**
   * Returns the name of the file.
   *
   * @return the path, or the name given to the decoder; every message begins with it
   */
  public final String name() {
    return name;
  }

  /**
   * Returns the first bytes, enough to recognize a format.
   *
   * @return a new array with the first 512 bytes, or all if there are fewer
   */
  public final byte[] head() {
    return head.clone();
  }

  /**
   * Opens the file from its beginning. Reading from the stream throws an {@link
   * java.io.InterruptedIOException} if the thread is interrupted, and an {@link
   * ImageFormatException} when the decoder's time limit is over.
   *
   * @return a new, unbuffered stream; the caller closes it
   * @throws IOException if the file cannot be opened
   */
  public final InputStream open() throws IOException {
    return new DeadlineInputStream(openStream(), name, deadline);
  }

  /** Opens the file for {@link #open}; the caller closes it. */
  abstract InputStream openStream() throws IOException;

  /**
   * Opens the file from its beginning for a reader of {@link javax.imageio.ImageIO}. Reading from
   * it ends as that from {@link #open} does.
   *
   * @return a new stream; the caller closes it
   * @throws IOException if the file cannot be opened
   */
  public final ImageInputStream openImageInput() throws IOException {
    return openImageInput(openContent());
  }

  /** Opens what a reader shall see of the file, and takes ownership of it. */
  final ImageInputStream openImageInput(Content content) {
    return openImageInput(content, PIECE);
  }

  /**
   * The same for a reader that works long on few bytes.
   *
   * @param piece the bytes between two checks of the deadline
   */
  final ImageInputStream openImageInput(Content content, int piece) {
    return new SourceInput(this, content, piece);
  }

  /** Opens the file for {@link #openImageInput}; the caller closes it. */
  abstract Content openContent() throws IOException;

  /** Returns when decoding must end. */
  final Deadline deadline() {
    return deadline;
  }

  /**
   * Reads the whole file.
   *
   * @return all bytes; may be the application's own array, so do not modify it
   * @throws ImageFormatException if there are more than 512 MiB
   * @throws IOException if the file cannot be read
   */
  public abstract byte[] readAll() throws IOException;

  /**
   * Checks a size against the application's limits, for readers that find further sizes besides
   * that from {@link ImageFormatReader#info}.
   *
   * @param width in pixels
   * @param height in pixels
   * @throws ImageFormatException if it exceeds the limits, or a side is less than 1
   */
  public final void checkSize(int width, int height) throws ImageFormatException {
    limit.check(name, width, height);
  }

  /** Checks the size of an image whose format does not allow to decode less than all pixels. */
  final void checkDecodedWhole(int width, int height) throws ImageFormatException {
    if ((long) width * height > limit.pixels()) {
      throw new ImageFormatException(
          name,
          String.format(
              Locale.ROOT,
              "the image is %d x %d pixels, but the limit is %d for files that must be decoded as a"
                  + " whole; save it as TIFF, PNG or JPEG that is not progressive",
              width,
              height,
              limit.pixels()));
    }
  }

  /** Checks only the number of pixels, of images with padding. */
  final void checkPixels(long width, long height) throws ImageFormatException {
    if (height > 0 && width > limit.pixels() / height) {
      throw new ImageFormatException(
          name,
          String.format(
              Locale.ROOT,
              "%d x %d pixels would be decoded, but the limit is %d in total",
              width,
              height,
              limit.pixels()));
    }
  }

  /** Checks the size of a color profile that a decoder will read as a whole. */
  final void requireSmallProfile(long bytes) throws ImageFormatException {
    if (bytes > FileLimits.IMAGE_METADATA_BYTES) {
      throw new ImageFormatException(
          name,
          String.format(
              Locale.ROOT,
              "its color profile has %d bytes, but the limit is %d; remove the profile",
              bytes,
              FileLimits.IMAGE_METADATA_BYTES));
    }
  }

  /** Returns the same file with another limit. */
  abstract ImageSource with(PixelLimit limit);

  /** Returns the limit of the image's size. */
  final PixelLimit limit() {
    return limit;
  }

  /** Returns a source of other bytes with the same name and limits. */
  final ImageSource with(byte[] bytes) throws ImageFormatException {
    return of(bytes, name, limit, deadline);
  }

  /** Returns a source of all bytes of a stream with the same name and limits. */
  final ImageSource with(InputStream stream) throws IOException {
    return of(stream, name, limit, deadline);
  }

  /** Describes the beginning of the file in a few words. */
  final String describeContent() {
    StringBuilder hex = new StringBuilder("unknown data (it begins with the bytes");
    boolean text = true;
    String begin = new String(head, StandardCharsets.ISO_8859_1);
    if (begin.startsWith("%PDF-")) {
      return "a PDF document";
    }
    if (begin.startsWith("ftyp", 4)) {
      return "a film or sound file of the MP4 family";
    }
    for (int i = 0; i < head.length; i++) {
      int value = head[i] & 0xff;
      text &= (value >= 0x20 && value != 0x7f) || (value >= '\t' && value <= '\r');
      if (i < 8) {
        hex.append(String.format(Locale.ROOT, " %02x", value));
      }
    }
    if (!text) {
      return hex.append(')').toString();
    }
    String words = new String(head, StandardCharsets.UTF_8).strip();
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("<svg")) {
      return "an SVG drawing";
    }
    if (lower.startsWith("<!doctype html") || lower.contains("<html")) {
      return "an HTML page";
    }
    return "text (it begins with \"" + words.substring(0, Math.min(30, words.length())) + "\")";
  }
}
