package io.github.stylizer.image;

import java.io.IOException;

/** Decodes the first page of a TIFF file with ImageIO, which ignores the orientation. */
final class TiffReader extends ImageIoReader {
  TiffReader() {
    super("TIFF");
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    return CommonsImaging.orientationOfTiff(source);
  }
}
