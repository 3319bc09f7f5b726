package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Decodes WebP with an ImageIO plug-in, if there is one. */
final class WebpReader extends ImageIoReader {
  WebpReader() {
    super("WEBP");
  }

  @Override
  public List<String> formats() {
    return ImageIO.getImageReadersByFormatName("webp").hasNext() ? super.formats() : List.of();
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    return CommonsImaging.orientationOfWebp(source);
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    byte[] head = source.head();
    // The extended header has flags in its ninth byte.
    if (head.length > 20 && head[15] == 'X' && (head[20] & 2) != 0) {
      throw new ImageFormatException(
          source.name(), "animated WebP images cannot be read; save one frame of it");
    }
    return super.read(source, info);
  }

  @Override
  String remedy() {
    return " images; add com.twelvemonkeys.imageio:imageio-webp to the class path";
  }
}
