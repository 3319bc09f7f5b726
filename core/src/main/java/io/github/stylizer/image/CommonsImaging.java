package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.imaging.ImageFormats;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.jpeg.JpegImageParser;
import org.apache.commons.imaging.formats.pcx.PcxImageParser;
import org.apache.commons.imaging.formats.pnm.PnmImageParser;
import org.apache.commons.imaging.formats.psd.PsdImageParser;
import org.jspecify.annotations.Nullable;

/**
 * The only class that uses Commons Imaging, since that is an alpha version. Its methods throw what
 * the library throws: {@link IOException} and, for hostile files, any {@link RuntimeException}.
 */
final class CommonsImaging {
  /** The format of files that Commons Imaging does not recognize. */
  static final String UNKNOWN = ImageFormats.UNKNOWN.getName();

  private static final int SIGNATURE = 16;

  private CommonsImaging() {}

  /** Recognizes the format from the first bytes. */
  static String format(ImageSource source) {
    try {
      // Without a name the library goes by content only.
      byte[] head = source.head();
      return Imaging.guessFormat(
              ByteSource.array(Arrays.copyOf(head, Math.min(head.length, SIGNATURE))))
          .getName();
    } catch (IOException | IllegalArgumentException e) {
      // The file is shorter than the shortest signature.
      return UNKNOWN;
    }
  }

  /** Reads the stored size from the header; {@code null} if it lacks one. */
  static @Nullable Dimension size(ImageSource source) throws IOException {
    return with(source, bytes -> Imaging.getImageSize(bytes));
  }

  static BufferedImage decodePsd(ImageSource source) throws IOException {
    return with(source, bytes -> new PsdImageParser().getBufferedImage(bytes, null));
  }

  static BufferedImage decodePcx(ImageSource source) throws IOException {
    return with(source, bytes -> new PcxImageParser().getBufferedImage(bytes, null));
  }

  static BufferedImage decodeNetpbm(ImageSource source) throws IOException {
    return with(source, bytes -> new PnmImageParser().getBufferedImage(bytes, null));
  }

  /** Returns the embedded ICC profile, or {@code null}. */
  static byte @Nullable [] profileOfJpeg(ImageSource source) throws IOException {
    return with(source, bytes -> new JpegImageParser().getIccProfileBytes(bytes, null));
  }

  /** Returns the embedded ICC profile, or {@code null}. */
  static byte @Nullable [] profileOfPsd(ImageSource source) throws IOException {
    return with(source, bytes -> new PsdImageParser().getIccProfileBytes(bytes, null));
  }

  /** Returns the embedded EXIF data, or {@code null}. */
  static byte @Nullable [] exifOfJpeg(ImageSource source) throws IOException {
    return with(source, bytes -> new JpegImageParser().getExifRawData(bytes));
  }

  private interface Work<T extends @Nullable Object> {
    T apply(ByteSource bytes) throws IOException;
  }

  /** The library reads the file in blocks, of which each checks the deadline, and keeps them. */
  private static <T extends @Nullable Object> T with(ImageSource source, Work<T> work)
      throws IOException {
    try (InputStream file = new Kept(source.open(), source.name())) {
      return work.apply(ByteSource.inputStream(file, source.name()));
    }
  }

  /** Ends before the blocks that are kept take more memory than an image file may. */
  private static final class Kept extends FilterInputStream {
    private final String name;
    private long count;

    Kept(InputStream file, String name) {
      super(file);
      this.name = name;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count += Math.max(0, read);
      if (count > FileLimits.IMAGE_BYTES_IN_MEMORY) {
        throw ImageSource.tooLong(name);
      }
      return read;
    }
  }
}
