package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes a built-in format with the readers of {@link ImageIO}. */
class ImageIoReader extends BuiltInReader {
  private final String format;

  ImageIoReader(String format) {
    super(format);
    this.format = format;
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new ImageFormatException(source.name(), "no reader for " + format + remedy());
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, ignoresMetadata());
        // Checked again, since this reader may see another size than the library that read the
        // header.
        source.checkSize(reader.getWidth(0), reader.getHeight(0));
        return decode(reader, source, info);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Decodes with a reader whose input is set. */
  BufferedImage decode(ImageReader reader, ImageSource source, ImageInfo info) throws IOException {
    return reader.read(0);
  }

  /** Metadata is not subject to any memory limit. */
  boolean ignoresMetadata() {
    return true;
  }

  /** Returns the end of the message for a format without a reader. */
  String remedy() {
    return " images";
  }
}
