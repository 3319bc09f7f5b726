package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Decodes PCX with Commons Imaging. */
final class PcxReader extends BuiltInReader {
  PcxReader() {
    super("PCX");
  }

  /** The signature of PCX is only one byte, so the file name must match as well. */
  @Override
  public boolean canRead(ImageSource source) {
    return CommonsImaging.format(source).equals(CommonsImaging.UNKNOWN)
        && source.name().matches("(?i).*\\.pcx");
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    return CommonsImaging.decodePcx(source);
  }
}
