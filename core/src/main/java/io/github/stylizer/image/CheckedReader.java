package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the contract of the reader of one file: on hostile files readers, third-party ones above
 * all, may throw anything and return images of any size.
 */
final class CheckedReader {
  private final ImageSource source;
  private final ImageFormatReader reader;
  private final String by;

  /**
   * Wraps a reader.
   *
   * @param by suffix for messages that names a third-party reader; empty for a built-in one
   */
  CheckedReader(ImageSource source, ImageFormatReader reader, String by) {
    this.source = source;
    this.reader = reader;
    this.by = by;
  }

  boolean canRead() throws IOException {
    return checked("image", () -> reader.canRead(source));
  }

  ImageInfo info() throws IOException {
    return checked("image", () -> required(reader.info(source), "size"));
  }

  /**
   * Decodes the image as it is stored, with its color profile applied.
   *
   * @param longerSide that the image will be shrunk to, which allows to leave pixels out; 0 for all
   */
  BufferedImage read(ImageInfo info, int longerSide) throws IOException {
    source.checkSize(info.width(), info.height());
    return checked(
        info.format(),
        () -> {
          byte[] profile = reader.profile(source).orElse(null);
          BufferedImage image = required(decoded(info, longerSide), "image");
          source.deadline().check(source.name());
          return ColorProfile.toSrgb(image, profile);
        });
  }

  private @Nullable BufferedImage decoded(ImageInfo info, int longerSide) throws IOException {
    if (reader instanceof BuiltInReader builtIn && builtIn.canSubsample()) {
      Subsampling subsampling = Subsampling.of(info, longerSide);
      BufferedImage image = builtIn.read(source, info, subsampling);
      requireSize(image, info, subsampling);
      return image;
    }
    BufferedImage image = required(reader.read(source, info), "image");
    requireSize(image, info, Subsampling.NONE);
    return image;
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T checked(String format, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (ImageFormatException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw outOfMemory(source.name(), by, e);
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      // Decoders may wrap, or react in their own way to, what ended them.
      source.deadline().check(source.name());
      throw ImageFormatException.damaged(source.name(), format, by, e);
    }
  }

  /** The file may be sound, and must not be called damaged. */
  static ImageFormatException outOfMemory(String file, String by, OutOfMemoryError e) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return new ImageFormatException(
        file,
        "not enough memory to decode this image in Java's heap of "
            + heap
            + " MB; raise -Xmx, ask for a smaller size or choose a smaller image"
            + (by.isEmpty() ? "" : ", read" + by),
        e);
  }

  private <T> T required(@Nullable T value, String what) throws ImageFormatException {
    if (value == null) {
      throw new ImageFormatException(source.name(), "no " + what + " was returned" + by);
    }
    return value;
  }

  private void requireSize(BufferedImage image, ImageInfo info, Subsampling subsampling)
      throws ImageFormatException {
    boolean turned = info.orientation() >= 5;
    int width = turned ? info.height() : info.width();
    int height = turned ? info.width() : info.height();
    Dimension expected = subsampling.of(width, height);
    if (image.getWidth() != expected.width || image.getHeight() != expected.height) {
      throw new ImageFormatException(
          source.name(),
          String.format(
              Locale.ROOT,
              "the header declares %d x %d pixels, but %d x %d were decoded%s",
              expected.width,
              expected.height,
              image.getWidth(),
              image.getHeight(),
              by));
    }
  }
}
