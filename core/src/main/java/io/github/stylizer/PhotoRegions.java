package io.github.stylizer;

import io.github.stylizer.image.ImageRegions;
import io.github.stylizer.internal.image.SrgbImage;
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
  private Rectangle place = new Rectangle();
  private BufferedImage strip = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

  private PhotoRegions(ImageRegions file, boolean drawn) {
    this.file = file;
    this.drawn = drawn;
  }

  /**
   * Takes an open file, and decides by a few strips whether it is drawn.
   *
   * @param file the caller closes it
   */
  static PhotoRegions of(ImageRegions file) throws IOException {
    int height = Math.min(SAMPLE_HEIGHT, file.height());
    int drawings = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int y = (int) ((i + 0.5) / SAMPLES * (file.height() - height));
      BufferedImage sample = file.read(new Rectangle(0, y, file.width(), height));
      drawings += Dither.isDrawing(SrgbImage.of(sample)) ? 1 : 0;
    }
    return new PhotoRegions(file, drawings > SAMPLES / 2);
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
  public BufferedImage part(Rectangle wanted) throws IOException {
    if (!place.contains(wanted)) {
      // Before it is read, so that only one is in memory.
      strip = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
      place = new Rectangle();
      Rectangle rows = new Rectangle(0, wanted.y, width(), wanted.height);
      strip = SrgbImage.of(file.read(rows));
      place = rows;
    }
    return strip.getSubimage(wanted.x, wanted.y - place.y, wanted.width, wanted.height);
  }
}
