package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
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

  /** Reads the metadata; none if it is damaged, since that does not affect the pixels. */
  ImageMetadata metadata() throws IOException {
    if (!(reader instanceof BuiltInReader builtIn)) {
      return ImageMetadata.none();
    }
    try {
      return builtIn.metadata(source);
    } catch (IOException | RuntimeException e) {
      source.deadline().check(source.name());
      return ImageMetadata.none();
    }
  }

  /**
   * Decodes the whole image.
   *
   * @param longerSide that a larger image is shrunk to; 0 for the stored size
   * @param pixels of the result
   */
  BufferedImage read(ImageInfo info, int longerSide, PixelFormat pixels) throws IOException {
    source.checkSize(info.width(), info.height());
    PixelSelection selection =
        reader instanceof BuiltInReader builtIn && builtIn.canSubsample()
            ? PixelSelection.of(info, longerSide)
            : PixelSelection.ALL;
    BufferedImage stored =
        checked(
            info.format(),
            () -> {
              byte[] profile = check().orElse(null);
              return converted(decoded(info, selection), info, selection, profile, pixels);
            });
    return upright(stored, info, longerSide, pixels);
  }

  /**
   * Opens an image of any number of pixels, after the check of the file, to decode its regions.
   *
   * @param pixels of the regions
   * @return the regions of the upright image in sRGB; null if the image can only be decoded as a
   *     whole
   */
  @Nullable Regions regions(ImageInfo info, PixelFormat pixels) throws IOException {
    boolean readsRegions =
        reader instanceof BuiltInReader builtIn
            && checked(info.format(), () -> builtIn.readsRegions(source));
    if (!readsRegions) {
      return null;
    }
    ImageSource unlimited = source.with(source.limit().ofRegions());
    unlimited.checkSize(info.width(), info.height());
    CheckedReader checks = new CheckedReader(unlimited, reader, by);
    return checks.checked(
        info.format(),
        () -> {
          byte[] profile = checks.check().orElse(null);
          Regions stored = ((BuiltInReader) reader).regions(unlimited, info);
          return checks.new OpenRegions(info, pixels, profile, stored);
        });
  }

  private final class OpenRegions implements Regions {
    private final ImageInfo info;
    private final PixelFormat pixels;
    private final byte @Nullable [] profile;
    private final Regions stored;

    OpenRegions(ImageInfo info, PixelFormat pixels, byte @Nullable [] profile, Regions stored) {
      this.info = info;
      this.pixels = pixels;
      this.profile = profile;
      this.stored = stored;
    }

    @Override
    public BufferedImage read(Rectangle region) throws IOException {
      source.deadline().restart();
      Rectangle place = Orientation.stored(region, info);
      BufferedImage image =
          checked(
              info.format(),
              () -> converted(stored.read(place), info, PixelSelection.of(place), profile, pixels));
      return upright(image, info, 0, pixels);
    }

    @Override
    public void close() throws IOException {
      stored.close();
    }
  }

  /** Checks the file, and returns its profile. */
  private Optional<byte[]> check() throws IOException {
    Optional<byte[]> profile = reader.profile(source);
    if (reader instanceof BuiltInReader builtIn) {
      builtIn.check(source);
    }
    return profile;
  }

  private @Nullable BufferedImage decoded(ImageInfo info, PixelSelection selection)
      throws IOException {
    return reader instanceof BuiltInReader builtIn
        ? builtIn.read(source, info, selection)
        : reader.read(source, info);
  }

  /** Checks what a reader returned, and applies the color profile. */
  private BufferedImage converted(
      @Nullable BufferedImage decoded,
      ImageInfo info,
      PixelSelection selection,
      byte @Nullable [] profile,
      PixelFormat pixels)
      throws IOException {
    BufferedImage image = required(decoded, "image");
    requireSize(image, info, selection);
    source.deadline().check(source.name());
    return ColorProfile.toSrgb(image, profile, pixels.depth());
  }

  private BufferedImage upright(
      BufferedImage stored, ImageInfo info, int longerSide, PixelFormat pixels)
      throws ImageFormatException {
    try {
      // Resizing takes 16 bits only as they come out of the conversion.
      BufferedImage image =
          pixels.depth() == 16
              ? shrunk(pixels.of(stored), info, longerSide)
              : pixels.of(shrunk(stored, info, longerSide));
      return Orientation.apply(image, info.orientation());
    } catch (OutOfMemoryError e) {
      throw outOfMemory(source.name(), "", e);
    } catch (RuntimeException e) {
      // Decoders may return images with inconsistent pixels, palettes and profiles.
      throw ImageFormatException.damaged(source.name(), info.format(), e);
    }
  }

  private static BufferedImage shrunk(BufferedImage stored, ImageInfo info, int longerSide) {
    if (longerSide == 0 || Math.max(info.width(), info.height()) <= longerSide) {
      return stored;
    }
    Dimension size = ImageResize.longerSide(info.width(), info.height(), longerSide);
    return info.orientation() < 5
        ? ImageResize.to(stored, size.width, size.height)
        : ImageResize.to(stored, size.height, size.width);
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
  private static ImageFormatException outOfMemory(String file, String by, OutOfMemoryError e) {
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

  private void requireSize(BufferedImage image, ImageInfo info, PixelSelection selection)
      throws ImageFormatException {
    boolean turned = info.orientation() >= 5;
    int width = turned ? info.height() : info.width();
    int height = turned ? info.width() : info.height();
    Dimension expected = selection.of(width, height);
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
