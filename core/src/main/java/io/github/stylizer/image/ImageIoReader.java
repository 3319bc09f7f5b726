package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
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
    return read(source, info, Subsampling.NONE);
  }

  @Override
  BufferedImage read(ImageSource source, ImageInfo info, Subsampling subsampling)
      throws IOException {
    try (ImageInputStream input = open(source)) {
      ImageReader reader = reader(source, input);
      try {
        reader.setInput(input, true, ignoresMetadata());
        reader.addIIOReadProgressListener(new Abort(source.deadline()));
        // Checked again, since this reader may see another size than the library that read the
        // header.
        source.checkSize(reader.getWidth(0), reader.getHeight(0));
        ImageReadParam settings = reader.getDefaultReadParam();
        subsampling.applyTo(settings);
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
    Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
    if (!readers.hasNext()) {
      // ImageIO swallows what reading throws.
      source.deadline().check(source.name());
      throw new ImageFormatException(source.name(), "no reader for " + format + remedy());
    }
    return readers.next();
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

  /** Aborts between rows, for images of few bytes and many pixels. */
  private record Abort(Deadline deadline) implements IIOReadProgressListener {
    @Override
    public void imageProgress(ImageReader reader, float percentage) {
      if (deadline.isOver()) {
        reader.abort();
      }
    }

    @Override
    public void sequenceStarted(ImageReader reader, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader reader) {}

    @Override
    public void imageStarted(ImageReader reader, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader reader) {}

    @Override
    public void thumbnailStarted(ImageReader reader, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader reader, float percentage) {}

    @Override
    public void thumbnailComplete(ImageReader reader) {}

    @Override
    public void readAborted(ImageReader reader) {}
  }
}
