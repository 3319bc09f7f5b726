package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Decodes PCX by Commons Imaging. */
final class PcxReader extends BuiltInReader {
  PcxReader() {
    super("PCX");
  }

  /** PCX has a signature of one byte, too little to go by without the name. */
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
