package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/** EXIF data, as JPEG, PNG and WebP files embed it: the directories of a TIFF file. */
final class Exif {
  /** Precedes the data in JPEG files, and by mistake in some others. */
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private Exif() {}

  /** Returns the orientation in the data, valid or not; 1 if there is none. */
  static int orientation(byte[] exif) throws IOException {
    boolean prefixed =
        exif.length > PREFIX.length
            && Arrays.equals(exif, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    byte[] tiff = prefixed ? Arrays.copyOfRange(exif, PREFIX.length, exif.length) : exif;
    ImageSource data = ImageSource.of(tiff, "EXIF", PixelLimit.DEFAULT, Deadline.after(null));
    try (ImageInputStream input = data.openImageInput()) {
      return (int) TiffDirectory.first(input, "EXIF").number(TiffDirectory.ORIENTATION, 1);
    }
  }
}
