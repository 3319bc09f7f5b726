package io.github.stylizer.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
    return Imaging.getImageSize(bytes(source));
  }

  static BufferedImage decodePsd(ImageSource source) throws IOException {
    return new PsdImageParser().getBufferedImage(inMemory(source), null);
  }

  static BufferedImage decodePcx(ImageSource source) throws IOException {
    return new PcxImageParser().getBufferedImage(inMemory(source), null);
  }

  static BufferedImage decodeNetpbm(ImageSource source) throws IOException {
    return new PnmImageParser().getBufferedImage(inMemory(source), null);
  }

  /** Returns the embedded ICC profile, or {@code null}. */
  static byte @Nullable [] profileOfJpeg(ImageSource source) throws IOException {
    return new JpegImageParser().getIccProfileBytes(bytes(source), null);
  }

  /** Returns the embedded ICC profile, or {@code null}. */
  static byte @Nullable [] profileOfPsd(ImageSource source) throws IOException {
    return new PsdImageParser().getIccProfileBytes(bytes(source), null);
  }

  /** Returns the embedded EXIF data, or {@code null}. */
  static byte @Nullable [] exifOfJpeg(ImageSource source) throws IOException {
    return new JpegImageParser().getExifRawData(bytes(source));
  }

  /** For headers, of which the library reads only a few bytes. */
  private static ByteSource bytes(ImageSource source) throws IOException {
    return source instanceof FileSource onDisk ? ByteSource.file(onDisk.file()) : inMemory(source);
  }

  /** For pixels: the library reads files byte by byte, without a buffer. */
  private static ByteSource inMemory(ImageSource source) throws IOException {
    return ByteSource.array(source.readAll(), source.name());
  }
}
