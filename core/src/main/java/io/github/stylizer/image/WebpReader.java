package io.github.stylizer.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

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
  @Nullable Dimension size(ImageSource source) throws IOException {
    return WebpChunks.read(source).size();
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    byte[] exif = WebpChunks.read(source).exif();
    return exif.length == 0 ? 1 : Exif.orientation(exif);
  }

  @Override
  BufferedImage read(ImageSource source, ImageInfo info, Subsampling subsampling)
      throws IOException {
    if (WebpChunks.read(source).animated()) {
      throw new ImageFormatException(
          source.name(), "animated WebP images cannot be read; save one frame of it");
    }
    return super.read(source, info, subsampling);
  }

  @Override
  String remedy() {
    return " images; add com.twelvemonkeys.imageio:imageio-webp to the class path";
  }
}
