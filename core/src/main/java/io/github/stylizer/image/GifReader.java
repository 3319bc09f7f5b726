package io.github.stylizer.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Element;

/** Decodes the first frame of a GIF file, placed on the file's logical screen. */
final class GifReader extends ImageIoReader {
  private static final String METADATA = "javax_imageio_gif_image_1.0";

  GifReader() {
    super("GIF");
  }

  /** The metadata hold the position of the frame, and are small. */
  @Override
  boolean ignoresMetadata() {
    return false;
  }

  @Override
  BufferedImage decode(
      ImageReader reader, ImageReadParam settings, ImageSource source, ImageInfo screen)
      throws IOException {
    BufferedImage frame = reader.read(0, settings);
    if (frame.getWidth() == screen.width() && frame.getHeight() == screen.height()) {
      return frame;
    }
    IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(METADATA);
    Element place = (Element) root.getElementsByTagName("ImageDescriptor").item(0);
    int left = Integer.parseInt(place.getAttribute("imageLeftPosition"));
    int top = Integer.parseInt(place.getAttribute("imageTopPosition"));
    BufferedImage whole =
        new BufferedImage(screen.width(), screen.height(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = whole.createGraphics();
    graphics.drawImage(frame, left, top, null);
    graphics.dispose();
    return whole;
  }
}
