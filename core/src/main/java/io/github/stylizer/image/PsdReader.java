package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/** Decodes PSD with Commons Imaging, which ignores the color profile. */
final class PsdReader extends BuiltInReader {
  PsdReader() {
    super("PSD");
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    return CommonsImaging.decodePsd(source);
  }

  @Override
  public Optional<byte[]> profile(ImageSource source) throws IOException {
    return Optional.ofNullable(CommonsImaging.profileOfPsd(source));
  }
}
