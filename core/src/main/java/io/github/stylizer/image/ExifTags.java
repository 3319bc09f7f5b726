package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What EXIF data, or a TIFF file, says of a photo that also holds for a picture that is painted of
 * it. Only tags of the standard are kept, by their bytes: the values of others, such as notes of
 * the maker, may be positions in the file. Thumbnails are not kept.
 *
 * @param order of the bytes of all values
 * @param image tags of the first directory
 * @param camera tags of the EXIF directory
 * @param location tags of the GPS directory
 * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif
 *     3.0</a>
 */
record ExifTags(
    ByteOrder order,
    Map<Integer, TiffTags.Values> image,
    Map<Integer, TiffTags.Values> camera,
    Map<Integer, TiffTags.Values> location) {
  static final ExifTags NONE = new ExifTags(ByteOrder.BIG_ENDIAN, Map.of(), Map.of(), Map.of());

  private static final int SOFTWARE = 305;
  private static final int CHROMA_POSITION = 531;
  private static final int CAMERA = 34665;
  private static final int LOCATION = 34853;
  private static final int VERSION = 36864;
  private static final int COMPONENTS = 37121;
  private static final int FLASHPIX = 40960;
  private static final int COLOR_SPACE = 40961;
  private static final int WIDTH = 40962;
  private static final int HEIGHT = 40963;

  private static final int HEADER = 8;
  private static final int UPRIGHT = 1;
  private static final int CENTERED = 1;
  private static final int SRGB = 1;
  private static final byte[] VERSION_2_3_2 = "0232".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VERSION_1 = "0100".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] YCBCR = {1, 2, 3, 0};

  /** What JPEG files without a resolution have. */
  private static final Resolution USUAL = new Resolution(72, 72);

  /** Of integers, rationals, floating-point numbers and text, but not positions. */
  private static final int LAST_TYPE = 12;

  private static final int LAST_LOCATION = 31;

  /** Name, description, maker, model, page, date, author, host, rating, Windows' own, copyright. */
  private static final Set<Integer> IMAGE =
      Set.of(
          269,
          270,
          271,
          272,
          Resolution.X_TAG,
          Resolution.Y_TAG,
          285,
          Resolution.UNIT_TAG,
          297,
          SOFTWARE,
          306,
          315,
          316,
          18246,
          18249,
          33432,
          36867,
          40091,
          40092,
          40093,
          40094,
          40095);

  private static final Set<Integer> RESOLUTION =
      Set.of(Resolution.X_TAG, Resolution.Y_TAG, Resolution.UNIT_TAG);

  /** Reads the tags that are kept. */
  static ExifTags read(TiffDirectory first) throws IOException {
    Budget budget = new Budget();
    Map<Integer, TiffTags.Values> image = budget.read(first, IMAGE::contains);
    if (Resolution.ofTiff(image, first.order()) == null) {
      image.keySet().removeAll(RESOLUTION);
    }
    return new ExifTags(
        first.order(),
        image,
        budget.read(other(first, CAMERA), ExifTags::isOfCamera),
        budget.read(other(first, LOCATION), tag -> tag <= LAST_LOCATION));
  }

  /** The ranges of the standard, without what describes the pixels of the photo. */
  private static boolean isOfCamera(int tag) {
    return (tag >= 33434 && tag <= 33437)
        || (tag >= 34850 && tag <= 34869 && tag != LOCATION)
        || (tag >= VERSION && tag <= 36882)
        || (tag > COMPONENTS && tag <= 37396)
        || (tag >= 37510 && tag <= 37522)
        || (tag >= 37888 && tag <= 37893)
        || tag == FLASHPIX
        || (tag >= 41483 && tag <= 41730)
        || (tag >= 41985 && tag <= 42082);
  }

  private static @Nullable TiffDirectory other(TiffDirectory first, int tag) throws IOException {
    long position = first.number(tag, 0);
    try {
      return position == 0 ? null : first.otherOrEmpty(position);
    } catch (IOException e) {
      // Too many entries: the other directories may be sound.
      return null;
    }
  }

  /** Ends before tags that refer to the same bytes take much more memory than the file. */
  private static final class Budget {
    private int left = FileLimits.EXIF_BYTES;

    Map<Integer, TiffTags.Values> read(@Nullable TiffDirectory directory, IntPredicate kept)
        throws IOException {
      SortedMap<Integer, TiffTags.Values> tags = new TreeMap<>();
      if (directory == null) {
        return tags;
      }
      for (int tag : directory.tags()) {
        TiffTags.Values values = kept.test(tag) ? values(directory, tag) : null;
        if (values != null && values.type() <= LAST_TYPE) {
          tags.put(tag, values);
          left -= values.bytes().length;
        }
      }
      return tags;
    }

    private TiffTags.@Nullable Values values(TiffDirectory directory, int tag) throws IOException {
      try {
        return directory.values(tag, left);
      } catch (EOFException e) {
        return null;
      }
    }
  }

  /** Returns what is left without the largest value. */
  private ExifTags withoutLargest() {
    Comparator<TiffTags.Values> size = Comparator.comparingInt(values -> values.bytes().length);
    TiffTags.Values largest =
        Stream.of(image, camera, location)
            .flatMap(tags -> tags.values().stream())
            .max(size)
            .orElseThrow();
    return new ExifTags(
        order, without(image, largest), without(camera, largest), without(location, largest));
  }

  private static Map<Integer, TiffTags.Values> without(
      Map<Integer, TiffTags.Values> tags, TiffTags.Values left) {
    Map<Integer, TiffTags.Values> fewer = new TreeMap<>(tags);
    fewer.values().remove(left);
    return fewer;
  }

  /** Returns the resolution, or {@code null} if it has none. */
  @Nullable Resolution resolution() {
    return Resolution.ofTiff(image, order);
  }

  /**
   * Returns EXIF data of a picture, as files other than TIFF embed it.
   *
   * @param most bytes that it may have, at least 1000: the largest values are left out
   */
  byte[] data(PictureFacts picture, int most) {
    ExifTags kept = this;
    TiffTags tags = kept.embedded(picture);
    while (HEADER + tags.length() > most) {
      kept = kept.withoutLargest();
      tags = kept.embedded(picture);
    }
    ByteBuffer data = ByteBuffer.allocate(HEADER + tags.length());
    return data.put(tags.header(HEADER)).put(tags.directory(HEADER)).array();
  }

  private TiffTags embedded(PictureFacts picture) {
    TiffTags tags = new TiffTags(false, order);
    TiffTags pixels = new TiffTags(false, order);
    if (resolution() == null) {
      Objects.requireNonNullElse(picture.resolution(), USUAL).putInto(tags);
    }
    pixels.put(VERSION, TiffTags.UNDEFINED, VERSION_2_3_2);
    pixels.put(COMPONENTS, TiffTags.UNDEFINED, YCBCR);
    pixels.put(FLASHPIX, TiffTags.UNDEFINED, VERSION_1);
    tags.put(CHROMA_POSITION, TiffTags.SHORT, CENTERED);
    pixels.put(WIDTH, TiffTags.LONG, picture.width());
    pixels.put(HEIGHT, TiffTags.LONG, picture.height());
    putInto(tags, pixels, picture);
    return tags;
  }

  /**
   * Adds the tags of the photo, and what holds for the picture instead.
   *
   * @param tags of the first directory
   * @param pixels of the EXIF directory; left out if it and that of the photo have none
   */
  void putInto(TiffTags tags, TiffTags pixels, PictureFacts picture) {
    image.forEach(tags::put);
    camera.forEach(pixels::put);
    tags.put(TiffDirectory.ORIENTATION, TiffTags.SHORT, UPRIGHT);
    if (picture.software() != null) {
      byte[] text = (picture.software() + "\0").getBytes(StandardCharsets.US_ASCII);
      tags.put(SOFTWARE, TiffTags.ASCII, text);
    }
    if (!pixels.isEmpty()) {
      pixels.put(COLOR_SPACE, TiffTags.SHORT, SRGB);
      tags.put(CAMERA, pixels);
    }
    if (picture.withLocation() && !location.isEmpty()) {
      TiffTags place = new TiffTags(tags.isBig(), order);
      location.forEach(place::put);
      tags.put(LOCATION, place);
    }
  }
}
