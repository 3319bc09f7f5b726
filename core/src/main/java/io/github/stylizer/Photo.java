package io.github.stylizer;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageInfo;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.image.MinimumSide;
import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.io.OneLine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A photo to paint.
 *
 * @param image the pixels
 * @param name of its file, for messages; null if there is none
 */
record Photo(BufferedImage image, @Nullable String name) {
  // No method works with less, and enlarging so small a photo is surely a mistake.
  private static final int MINIMUM_SIDE = 8;
  private static final String REMEDY = "choose another photo";

  /** A file of any kind. */
  @FunctionalInterface
  interface Reading<T> {
    T with(ImageDecoder decoder) throws IOException;
  }

  /**
   * Takes an image.
   *
   * @param depth of the picture, which is that of the photo at most
   * @throws IllegalArgumentException if a side is less than 8 pixels
   */
  static Photo of(BufferedImage image, int depth) {
    BufferedImage pixels = image;
    if (depth == 16) {
      pixels = DeepImage.of(image);
    } else if (DeepImage.depth(image) == 16) {
      boolean alpha = image.getColorModel().hasAlpha();
      pixels = alpha ? SrgbImage.withAlpha(image) : SrgbImage.of(image);
    }
    Photo photo = new Photo(pixels, null);
    photo.requireSides(MINIMUM_SIDE, REMEDY);
    return photo;
  }

  /**
   * Reads a file, in the size that the settings ask for if the photo is larger.
   *
   * @throws IllegalArgumentException if a side of the stored photo is less than 8 pixels
   */
  static Photo read(Path file, StylizerSettings settings) throws IOException {
    return read(
        file.toString(), settings, decoder -> decoder.info(file), decoder -> decoder.read(file));
  }

  /** Takes an image file in memory, as {@link #read(Path, StylizerSettings)} does. */
  static Photo read(byte[] file, String name, StylizerSettings settings) throws IOException {
    return read(
        name, settings, decoder -> decoder.info(file, name), decoder -> decoder.read(file, name));
  }

  private static Photo read(
      String name,
      StylizerSettings settings,
      Reading<ImageInfo> header,
      Reading<BufferedImage> pixels)
      throws IOException {
    ImageDecoder decoder = settings.decoder();
    if (settings.longerSide() != 0) {
      ImageInfo info = header.with(decoder);
      requireSides(info.width(), info.height(), MINIMUM_SIDE, REMEDY, name);
      decoder = decoder.maxSize(settings.longerSide());
    }
    Photo photo = new Photo(pixels.with(decoder), name);
    if (settings.longerSide() == 0) {
      photo.requireSides(MINIMUM_SIDE, REMEDY);
    }
    return photo;
  }

  /** Resizes the photo to the size that the settings ask for. */
  Photo resized(StylizerSettings settings) {
    return settings.keepSize(image.getWidth(), image.getHeight())
        ? this
        : new Photo(ImageResize.longerSide(image, settings.longerSide()), name);
  }

  /** Resizes the photo so that strokes come out larger or smaller. */
  Photo scaled(StylizerSettings settings) {
    if (settings.strokes() == 1) {
      return this;
    }
    int longer = Math.max(image.getWidth(), image.getHeight());
    int side = (int) Math.max(1, Math.round(longer / settings.strokes()));
    return new Photo(ImageResize.longerSide(image, side), name);
  }

  /**
   * Checks photos that are used together.
   *
   * @throws IllegalArgumentException if there are none or they differ in size
   */
  static void requireSameSize(List<Photo> photos) {
    if (photos.isEmpty()) {
      throw new IllegalArgumentException("there are no photos to collect statistics of");
    }
    BufferedImage first = photos.get(0).image();
    for (Photo photo : photos) {
      BufferedImage image = photo.image();
      if (image.getWidth() != first.getWidth() || image.getHeight() != first.getHeight()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the photos must be of the same size, but one has %dx%d pixels and another %dx%d",
                first.getWidth(),
                first.getHeight(),
                image.getWidth(),
                image.getHeight()));
      }
    }
  }

  void requireSides(int minimum, String remedy) {
    requireSides(image.getWidth(), image.getHeight(), minimum, remedy, name);
  }

  private static void requireSides(
      int width, int height, int minimum, String remedy, @Nullable String name) {
    MinimumSide minimumSide = new MinimumSide(minimum);
    if (!minimumSide.admits(width, height)) {
      String photo = String.format(Locale.ROOT, "a photo of %dx%d", width, height);
      throw new IllegalArgumentException(inLine(minimumSide.refusal(photo, remedy), name));
    }
  }

  /**
   * Checks that the photo can be painted.
   *
   * @param needed bytes, in proportion to the pixels
   * @param available bytes
   * @param how the memory is limited, for the message
   * @throws StylizerException if there are not so many
   */
  void requireMemory(long needed, long available, String how) {
    if (needed <= available) {
      return;
    }
    int longer = Math.max(image.getWidth(), image.getHeight());
    int fitting = (int) (longer * Math.sqrt((double) available / needed)) / 10 * 10;
    String problem =
        String.format(
            Locale.ROOT,
            "painting %dx%d pixels takes about %s of memory, but %s is %s: %s",
            image.getWidth(),
            image.getHeight(),
            size(needed),
            size(available),
            how,
            fitting < 100 ? "free some" : "choose a size of at most " + fitting);
    throw new StylizerException(inLine(problem, name));
  }

  private static String size(long bytes) {
    return bytes < 1_000_000_000
        ? bytes / 1_000_000 + " MB"
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /** Adds the name of the file to what a model threw. */
  IllegalArgumentException named(IllegalArgumentException thrown) {
    // A subclass may come from a listener, and its caller expects that very exception.
    return name == null || thrown.getClass() != IllegalArgumentException.class
        ? thrown
        : new IllegalArgumentException(inLine(String.valueOf(thrown.getMessage()), name), thrown);
  }

  private static String inLine(String problem, @Nullable String name) {
    return name == null ? problem : OneLine.of(name + ": " + problem);
  }
}
