package io.github.stylizer.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.commons.imaging.FormatCompliance;
import org.apache.commons.imaging.ImageFormat;
import org.apache.commons.imaging.ImageFormats;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.jpeg.JpegImageParser;
import org.apache.commons.imaging.formats.pcx.PcxImageParser;
import org.apache.commons.imaging.formats.pnm.PnmImageParser;
import org.apache.commons.imaging.formats.psd.PsdImageParser;
import org.apache.commons.imaging.formats.tiff.TiffContents;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffReader;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.webp.WebPImageMetadata;
import org.apache.commons.imaging.formats.webp.WebPImageParser;

/**
 * The only class that knows Commons Imaging, since that is an alpha version. Its methods let what
 * the library throws pass: {@link IOException} and, for hostile files, any {@link
 * RuntimeException}.
 */
final class CommonsImaging {
  /** The formats that ImageIO reads, WebP by a plugin. */
  private static final Set<ImageFormats> IMAGE_IO =
      EnumSet.of(
          ImageFormats.JPEG,
          ImageFormats.PNG,
          ImageFormats.GIF,
          ImageFormats.BMP,
          ImageFormats.TIFF,
          ImageFormats.WEBP);

  private static final Set<ImageFormats> OWN =
      EnumSet.of(
          ImageFormats.PAM,
          ImageFormats.PBM,
          ImageFormats.PGM,
          ImageFormats.PPM,
          ImageFormats.PSD,
          ImageFormats.PCX);

  private CommonsImaging() {}

  /** Reads the header, nothing else. */
  static ImageInfo info(ImageSource source) throws IOException {
    ImageFormats format = format(source);
    if (format == ImageFormats.PNG && !PngChunks.beginsWithHeader(source)) {
      throw new ImageFormatException(source.name(), "damaged PNG file: it has no header chunk");
    }
    try {
      Dimension stored = Imaging.getImageSize(bytes(source));
      if (stored != null && format == ImageFormats.BMP) {
        // A negative height says that the rows go from top to bottom.
        stored.height = Math.abs(stored.height);
      }
      if (stored == null || stored.width < 1 || stored.height < 1) {
        throw new ImageFormatException(
            source.name(), "damaged " + format.getName() + " file: a side is less than 1 pixel");
      }
      int orientation = orientation(source, format);
      return orientation < 5
          ? new ImageInfo(format.getName(), stored.width, stored.height, orientation)
          : new ImageInfo(format.getName(), stored.height, stored.width, orientation);
    } catch (ImageFormatException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The library takes the lengths that chunks claim for true.
      throw ImageFormatException.damaged(source.name(), format.getName(), e);
    }
  }

  /** Says whether the format is one that ImageIO, with its plugins, is asked to decode. */
  static boolean isImageIoFormat(String format) {
    return IMAGE_IO.contains(ImageFormats.valueOf(format));
  }

  /** Decodes a PNM, PSD or PCX picture. */
  static BufferedImage decode(ImageSource source, String format) throws IOException {
    // The library reads files byte by byte, without a buffer.
    byte[] content = source.readAll();
    ByteSource bytes = ByteSource.array(content);
    return switch (ImageFormats.valueOf(format)) {
      case PSD -> new PsdImageParser().getBufferedImage(bytes, null);
      case PCX -> new PcxImageParser().getBufferedImage(bytes, null);
      case PBM -> {
        BufferedImage image = new PnmImageParser().getBufferedImage(bytes, null);
        yield content[1] == '1' ? inverted(image) : image;
      }
      default -> new PnmImageParser().getBufferedImage(bytes, null);
    };
  }

  /**
   * Alpha 6 takes the 1 of a plain PBM for white, while that of a raw PBM is black, as it should.
   */
  private static BufferedImage inverted(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, ~image.getRGB(x, y) | 0xff000000);
      }
    }
    return image;
  }

  /** Returns the embedded ICC profile of a JPEG, PNG or PSD file, or {@code null}. */
  static byte[] profile(ImageSource source, String format) throws IOException {
    return switch (ImageFormats.valueOf(format)) {
      case PNG -> {
        try (InputStream stream = source.open()) {
          byte[] chunk = PngChunks.find(stream, "iCCP");
          yield chunk == null ? null : PngChunks.inflateProfile(chunk);
        }
      }
      case JPEG -> new JpegImageParser().getIccProfileBytes(bytes(source), null);
      case PSD -> new PsdImageParser().getIccProfileBytes(bytes(source), null);
      default -> null;
    };
  }

  private static ImageFormats format(ImageSource source) throws IOException {
    ImageFormat format = ImageFormats.UNKNOWN;
    try {
      // Without a name the library looks at the content only.
      try (InputStream stream = source.open()) {
        format = Imaging.guessFormat(ByteSource.array(stream.readNBytes(16)));
      }
    } catch (IllegalArgumentException e) {
      // Fewer bytes than the shortest signature: unknown.
    }
    // PCX has a signature of one byte, too little to go by without the name.
    if (format == ImageFormats.UNKNOWN && source.name().matches("(?i).*\\.pcx")) {
      format = ImageFormats.PCX;
    }
    if (format instanceof ImageFormats known && (IMAGE_IO.contains(known) || OWN.contains(known))) {
      return known;
    }
    String found = format == ImageFormats.UNKNOWN ? source.describeContent() : format.getName();
    throw new ImageFormatException(
        source.name(),
        "not a picture that can be read: found "
            + found
            + ", expected JPEG, PNG, GIF, BMP, TIFF, "
            // Read by a plug-in, where there is one.
            + (ImageIO.getImageReadersByFormatName("webp").hasNext() ? "WebP, " : "")
            + "PNM, PSD or PCX");
  }

  /** Returns 1 to 8; what is absent, invalid or unreadable counts as 1. */
  private static int orientation(ImageSource source, ImageFormats format) throws IOException {
    int orientation = 1;
    try {
      orientation =
          switch (format) {
            case JPEG -> ofExif(new JpegImageParser().getExifRawData(bytes(source)));
            case PNG -> {
              try (InputStream stream = source.open()) {
                yield ofExif(PngChunks.find(stream, "eXIf"));
              }
            }
            case TIFF -> ofTiff(bytes(source));
            case WEBP -> ofWebp(source);
            default -> 1;
          };
    } catch (IOException | RuntimeException e) {
      // Damaged EXIF says nothing about the pixels, which are shown as they are stored.
      return 1;
    }
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }

  private static int ofExif(byte[] exif) throws IOException {
    return exif == null ? 1 : ofTiff(ByteSource.array(exif));
  }

  private static int ofTiff(ByteSource tiff) throws IOException {
    TiffContents contents =
        new TiffReader(false).readFirstDirectory(tiff, false, FormatCompliance.getDefault());
    return value(contents.directories.get(0).findField(TiffTagConstants.TIFF_TAG_ORIENTATION));
  }

  private static int ofWebp(ImageSource source) throws IOException {
    WebPImageMetadata metadata = new WebPImageParser().getMetadata(bytes(source), null);
    return metadata == null || metadata.getExif() == null
        ? 1
        : value(metadata.getExif().findField(TiffTagConstants.TIFF_TAG_ORIENTATION));
  }

  private static int value(TiffField field) throws IOException {
    return field == null ? 1 : field.getIntValue();
  }

  private static ByteSource bytes(ImageSource source) {
    return source.file() == null
        ? ByteSource.array(source.bytes(), source.name())
        : ByteSource.file(source.file());
  }
}
