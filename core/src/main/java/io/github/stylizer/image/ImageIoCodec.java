package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/** Decodes with the readers of {@link ImageIO}. */
final class ImageIoCodec {
  private ImageIoCodec() {}

  /** Decodes the first picture of the file as it is stored, whatever the pixel layout. */
  static BufferedImage read(
      ImageSource source, String format, PixelLimit limit, IIOReadWarningListener listener)
      throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        String cure =
            format.equals("WEBP")
                ? "; add com.twelvemonkeys.imageio:imageio-webp to the class path"
                : "";
        throw new ImageFormatException(
            source.name(), "no reader for " + format + " pictures" + cure);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        reader.addIIOReadWarningListener(listener);
        // Asked again, since the reader may see another size than the library that read the header.
        limit.check(source.name(), reader.getWidth(0), reader.getHeight(0));
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    }
  }
}
