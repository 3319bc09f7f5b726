package io.github.stylizer.examples.window;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageInfo;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A photo that is shown.
 *
 * @param file where it is
 * @param width of the file in pixels
 * @param height of the file in pixels
 * @param shown the photo, as large as a screen shows it at most
 * @param small the photo as previews are painted of it
 */
record OpenPhoto(Path file, int width, int height, BufferedImage shown, BufferedImage small) {
  /** Longer side of a preview at most. */
  static final int PREVIEW_SIDE = 512;

  private static final int SHOWN_SIDE = 2560;

  /**
   * Reads a photo.
   *
   * @throws IOException if it cannot be read
   */
  static OpenPhoto read(Path file) throws IOException {
    ImageInfo info = ImageDecoder.standard().info(file);
    BufferedImage shown = ImageDecoder.standard().maxSize(SHOWN_SIDE).read(file);
    return new OpenPhoto(file, info.width(), info.height(), shown, atMost(shown, PREVIEW_SIDE));
  }

  private static BufferedImage atMost(BufferedImage image, int side) {
    return Math.max(image.getWidth(), image.getHeight()) > side
        ? ImageResize.longerSide(image, side)
        : image;
  }

  String name() {
    return file.getFileName().toString();
  }

  /** The longer side of a picture that is painted of it. */
  int paintedSide(@Nullable Integer size) {
    return size == null ? Math.max(width, height) : size;
  }

  /** The size of a picture that is painted of it. */
  Dimension paintedSize(@Nullable Integer size) {
    return ImageResize.longerSide(width, height, paintedSide(size));
  }

  /** The longer side of a preview of such a picture. */
  int previewSide(@Nullable Integer size) {
    return Math.min(paintedSide(size), PREVIEW_SIDE);
  }

  /** A small copy for thumbnails. */
  BufferedImage thumbnail(int shorterSide) {
    return Math.min(small.getWidth(), small.getHeight()) > shorterSide
        ? ImageResize.shorterSide(small, shorterSide)
        : small;
  }
}
