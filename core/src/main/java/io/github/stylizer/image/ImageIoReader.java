package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes with the readers of {@link ImageIO}. */
final class ImageIoReader {
  private ImageIoReader() {}

  /** Decodes one picture with a reader that has its input. */
  interface Decoding {
    BufferedImage decode(ImageReader reader) throws IOException;
  }

  /** Decodes the first picture of the file as it is stored, whatever the pixel layout. */
  static BufferedImage read(ImageSource source, String format, PixelLimit limit, Decoding decoding)
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
        // Metadata cost memory that no limit holds for; only GIF needs them, and its are small.
        reader.setInput(input, true, !format.equals("GIF"));
        // Asked again, since the reader may see another size than the library that read the header.
        limit.check(source.name(), reader.getWidth(0), reader.getHeight(0));
        return decoding.decode(reader);
      } finally {
        reader.dispose();
      }
    }
  }
}
