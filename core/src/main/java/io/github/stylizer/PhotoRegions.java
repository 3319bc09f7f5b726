package io.github.stylizer;

import io.github.stylizer.image.ImageRegions;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.image.Transparency;
import io.github.stylizer.internal.nn.Dither;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * A photo in a file. One strip of it is in memory, of the full width, since most formats can only
 * be decoded row by row. Parts are best asked for from top to bottom.
 */
final class PhotoRegions implements PhotoSource {
  private static final int SAMPLES = 4;
  private static final int SAMPLE_HEIGHT = 64;

  private final ImageRegions file;
  private final boolean drawn;
  private final boolean hasAlpha;
  private Rectangle place = new Rectangle();
  private BufferedImage stored = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  private BufferedImage strip = stored;

  private PhotoRegions(ImageRegions file, boolean drawn, boolean hasAlpha) {
    this.file = file;
    this.drawn = drawn;
    this.hasAlpha = hasAlpha;
  }

  /**
   * Takes an open file, and decides by a few strips whether it is drawn.
   *
   * @param file the caller closes it; with alpha if the picture shall have that of the photo
   */
  static PhotoRegions of(ImageRegions file) throws IOException {
    int height = Math.min(SAMPLE_HEIGHT, file.height());
    int drawings = 0;
    boolean alpha = false;
    for (int i = 0; i < SAMPLES; i++) {
      int y = (int) ((i + 0.5) / SAMPLES * (file.height() - height));
      BufferedImage sample = file.read(new Rectangle(0, y, file.width(), height));
      alpha = sample.getColorModel().hasAlpha();
      drawings += Dither.isDrawing(DeepImage.opaque(sample)) ? 1 : 0;
    }
    return new PhotoRegions(file, drawings > SAMPLES / 2, alpha);
  }

  @Override
  public int width() {
    return file.width();
  }

  @Override
  public int height() {
    return file.height();
  }

  @Override
  public boolean drawn() {
    return drawn;
  }

  @Override
  public boolean hasAlpha() {
    return hasAlpha;
  }

  @Override
  public BufferedImage part(Rectangle wanted) throws IOException {
    read(wanted);
    return strip.getSubimage(wanted.x, wanted.y - place.y, wanted.width, wanted.height);
  }

  /** Gives a painted part the transparency of the photo, if that is kept. */
  BufferedImage withAlpha(Rectangle wanted, BufferedImage painted) throws IOException {
    if (!hasAlpha) {
      return painted;
    }
    read(wanted);
    return Transparency.withAlphaOf(
        stored.getSubimage(wanted.x, wanted.y - place.y, wanted.width, wanted.height), painted);
  }

  private void read(Rectangle wanted) throws IOException {
    if (place.contains(wanted)) {
      return;
    }
    // Before it is read, so that only one is in memory.
    stored = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    strip = stored;
    place = new Rectangle();
    Rectangle rows = new Rectangle(0, wanted.y, width(), wanted.height);
    stored = file.read(rows);
    // What is transparent is filled anew for each strip: only strokes beside it can tell.
    strip = hasAlpha ? Transparency.filled(stored) : DeepImage.opaque(stored);
    place = rows;
  }
}
