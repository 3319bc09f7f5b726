package io.github.stylizer.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A built-in reader. Commons Imaging recognizes the format and reads the size. */
abstract class BuiltInReader implements ImageFormatReader {
  private final List<String> names;

  BuiltInReader(String... names) {
    this.names = List.of(names);
  }

  @Override
  public List<String> formats() {
    return names;
  }

  @Override
  public boolean canRead(ImageSource source) throws IOException {
    return names.contains(CommonsImaging.format(source));
  }

  @Override
  public final ImageInfo info(ImageSource source) throws IOException {
    String format = names.size() == 1 ? names.get(0) : CommonsImaging.format(source);
    try {
      Dimension stored = size(source);
      if (stored == null || stored.width < 1 || stored.height < 1) {
        throw new ImageFormatException(
            source.name(), "damaged " + format + " file: a side is less than 1 pixel");
      }
      int orientation = validOrientation(source);
      return orientation < 5
          ? new ImageInfo(format, stored.width, stored.height, orientation)
          : new ImageInfo(format, stored.height, stored.width, orientation);
    } catch (ImageFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Commons Imaging may wrap what ended it.
      source.deadline().check(source.name());
      throw ImageFormatException.damaged(source.name(), format, e);
    }
  }

  /** Checks a file as a whole, once, before its pixels are decoded. */
  void check(ImageSource source) throws IOException {}

  /**
   * Decodes some of the pixels of a file that was checked.
   *
   * @param selection which: every n-th if {@link #canSubsample}, those of a region if {@link
   *     #readsRegions}
   */
  BufferedImage read(ImageSource source, ImageInfo info, PixelSelection selection)
      throws IOException {
    return read(source, info);
  }

  /** Returns whether the reader takes less memory if it leaves pixels out. */
  boolean canSubsample() {
    return false;
  }

  /**
   * Returns whether any region can be decoded in about the memory that it takes itself.
   *
   * @throws ImageFormatException if that is so, but what is decoded along exceeds the limit
   */
  boolean readsRegions(ImageSource source) throws IOException {
    return false;
  }

  /** Opens a file that was checked, if this {@link #readsRegions}, as it is stored. */
  Regions regions(ImageSource source, ImageInfo info) throws IOException {
    return region -> read(source, info, PixelSelection.of(region));
  }

  /** Returns the stored size, or {@code null} if the header lacks it. */
  @Nullable Dimension size(ImageSource source) throws IOException {
    return CommonsImaging.size(source);
  }

  /** Returns the orientation in the file, valid or not; 1 if there is none. */
  int orientation(ImageSource source) throws IOException {
    return 1;
  }

  /** Returns the metadata in the file that is sound; by default none. */
  ImageMetadata metadata(ImageSource source) throws IOException {
    return ImageMetadata.none();
  }

  private int validOrientation(ImageSource source) {
    try {
      int orientation = orientation(source);
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    } catch (IOException | RuntimeException e) {
      // Damaged EXIF does not affect the pixels, which are returned as stored.
      return 1;
    }
  }
}
