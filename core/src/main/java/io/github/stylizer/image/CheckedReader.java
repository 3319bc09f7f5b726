package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
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

  /** Decodes the image as it is stored, with its color profile applied. */
  BufferedImage read(ImageInfo info) throws IOException {
    source.checkSize(info.width(), info.height());
    return checked(
        info.format(),
        () -> {
          byte[] profile = reader.profile(source).orElse(null);
          BufferedImage image = required(reader.read(source, info), "image");
          requireSize(image, info);
          return ColorProfile.toSrgb(image, profile);
        });
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T checked(String format, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (ImageFormatException e) {
      throw e;
    } catch (IOException
        | RuntimeException
        | LinkageError
        | OutOfMemoryError
        | StackOverflowError e) {
      throw ImageFormatException.damaged(source.name(), format, by, e);
    }
  }

  private <T> T required(@Nullable T value, String what) throws ImageFormatException {
    if (value == null) {
      throw new ImageFormatException(source.name(), "no " + what + " was returned" + by);
    }
    return value;
  }

  private void requireSize(BufferedImage image, ImageInfo info) throws ImageFormatException {
    boolean turned = info.orientation() >= 5;
    int width = turned ? info.height() : info.width();
    int height = turned ? info.width() : info.height();
    if (image.getWidth() != width || image.getHeight() != height) {
      throw new ImageFormatException(
          source.name(),
          String.format(
              Locale.ROOT,
              "the header declares %d x %d pixels, but %d x %d were decoded%s",
              width,
              height,
              image.getWidth(),
              image.getHeight(),
              by));
    }
  }
}
