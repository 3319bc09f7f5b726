package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes a built-in format with the reader of TwelveMonkeys, if it is on the class path, or else
 * of the JDK.
 */
class ImageIoReader extends BuiltInReader {
  private final String format;

  ImageIoReader(String format) {
    super(format);
    this.format = format;
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    return read(source, info, PixelSelection.ALL);
  }

  @Override
  BufferedImage read(ImageSource source, ImageInfo info, PixelSelection selection)
      throws IOException {
    try (ImageInputStream input = open(source)) {
      ImageReader reader = reader(source, input);
      try {
        reader.setInput(input, true, ignoresMetadata());
        reader.addIIOReadProgressListener(new DeadlineListener(source.deadline()));
        // Checked again, since this reader may see another size than the library that read the
        // header.
        source.checkSize(reader.getWidth(0), reader.getHeight(0));
        ImageReadParam settings = reader.getDefaultReadParam();
        selection.applyTo(settings);
        return decode(reader, settings, source, info);
      } finally {
        reader.dispose();
      }
    }
  }

  ImageInputStream open(ImageSource source) throws IOException {
    return source.openImageInput();
  }

  /** Returns a reader for a file. */
  ImageReader reader(ImageSource source, ImageInputStream input) throws IOException {
    ImageReaderSpi provider = provider().orElse(null);
    if (provider == null) {
      throw new ImageFormatException(source.name(), "no reader for " + format + remedy());
    }
    return provider.createReaderInstance();
  }

  /** Finds who decodes the format; no other plug-in sees the file. */
  Optional<ImageReaderSpi> provider() {
    return ImageIoProviders.find(format, ImageIoProviders.TWELVE_MONKEYS)
        .or(() -> ImageIoProviders.find(format, ImageIoProviders.JDK));
  }

  /** Decodes with a reader whose input is set. */
  BufferedImage decode(
      ImageReader reader, ImageReadParam settings, ImageSource source, ImageInfo info)
      throws IOException {
    return reader.read(0, settings);
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
