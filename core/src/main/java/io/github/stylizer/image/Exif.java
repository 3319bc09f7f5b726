package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** EXIF data, as JPEG, PNG and WebP files embed it: the directories of a TIFF file. */
final class Exif {
  /** Precedes the data in JPEG files, and by mistake in some others. */
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final String NAME = "EXIF";

  private Exif() {}

  /** Returns the orientation in the data, valid or not; 1 if there is none. */
  static int orientation(byte[] exif) throws IOException {
    try (ImageInputStream input = open(exif)) {
      return (int) TiffDirectory.first(input, NAME).number(TiffDirectory.ORIENTATION, 1);
    }
  }

  /** Returns what a picture takes over of the data; {@code null} if it is damaged. */
  static @Nullable ExifTags tags(byte[] exif) {
    try (ImageInputStream input = open(exif)) {
      return ExifTags.read(TiffDirectory.first(input, NAME));
    } catch (IOException | RuntimeException e) {
      // Damaged metadata does not affect the pixels, which are painted without it.
      return null;
    }
  }

  private static ImageInputStream open(byte[] exif) throws IOException {
    boolean prefixed =
        exif.length > PREFIX.length
            && Arrays.equals(exif, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    byte[] tiff = prefixed ? Arrays.copyOfRange(exif, PREFIX.length, exif.length) : exif;
    return ImageSource.of(tiff, NAME, PixelLimit.DEFAULT, Deadline.after(null)).openImageInput();
  }
}
