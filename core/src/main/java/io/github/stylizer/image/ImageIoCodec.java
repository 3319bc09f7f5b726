package io.github.stylizer.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes with the readers of {@link ImageIO}, and notices what they pass over in silence. */
final class ImageIoCodec {
  private static final String JPEG_PLUGIN = "com.twelvemonkeys.imageio:imageio-jpeg";
  private static final String WEBP_PLUGIN = "com.twelvemonkeys.imageio:imageio-webp";

  /** How libjpeg begins its warnings of missing or damaged data; a missing end is another one. */
  private static final String CORRUPT = "Corrupt JPEG data";

  private ImageIoCodec() {}

  /** Decodes the first picture of the file as it is stored, whatever the pixel layout. */
  static BufferedImage read(ImageSource source, String format, PixelLimit limit)
      throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new ImageFormatException(source.name(), noReader(format));
      }
      ImageReader reader = readers.next();
      try {
        return read(source, format, limit, reader, input);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage read(
      ImageSource source,
      String format,
      PixelLimit limit,
      ImageReader reader,
      ImageInputStream input)
      throws IOException {
    AtomicBoolean lacksData = new AtomicBoolean();
    reader.setInput(input, true, true);
    reader.addIIOReadWarningListener(
        (from, warning) -> lacksData.compareAndSet(false, warning.startsWith(CORRUPT)));
    // Asked again, since the decoder may see another size than the library that read the header.
    limit.check(source.name(), reader.getWidth(0), reader.getHeight(0));
    boolean isJpeg = format.equals("JPEG");
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IIOException e) {
      if (isJpeg && "Unsupported Image Type".equals(e.getMessage())) {
        throw new ImageFormatException(source.name(), noReader("CMYK JPEG"), e);
      }
      throw e;
    }
    if (isJpeg && isCmyk(image)) {
      throw new ImageFormatException(source.name(), noReader("CMYK JPEG"));
    }
    if (isJpeg && lacksData.get() && isTruncated(source)) {
      throw new ImageFormatException(
          source.name(), "the JPEG file is truncated: its data ends before the picture does");
    }
    return image;
  }

  private static boolean isCmyk(BufferedImage image) {
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
  }

  private static boolean isTruncated(ImageSource source) throws IOException {
    try (InputStream stream = source.open()) {
      return !JpegMarkers.hasEnd(stream);
    }
  }

  private static String noReader(String format) {
    String problem = "no reader for " + format + " pictures";
    return switch (format) {
      case "WEBP" -> problem + "; add " + WEBP_PLUGIN + " to the class path";
      case "CMYK JPEG" -> problem + "; add " + JPEG_PLUGIN + " to the class path or save it as RGB";
      default -> problem;
    };
  }
}
