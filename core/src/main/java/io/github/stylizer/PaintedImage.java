package io.github.stylizer;

import io.github.stylizer.internal.image.DeepImage;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is painted when its pixels are asked for: strip by strip, from top to bottom. No
 * more than one strip is in memory.
 */
final class PaintedImage implements RenderedImage {
  private final int width;
  private final int height;
  private final int stripHeight;
  private final Painter painter;
  private final ColorModel colors;
  private int strip = -1;
  private @Nullable BufferedImage current;

  /** Paints a strip of the full width. */
  @FunctionalInterface
  interface Painter {
    BufferedImage paint(Rectangle strip) throws IOException;
  }

  private PaintedImage(int width, int height, int stripHeight, ColorModel colors, Painter painter) {
    this.width = width;
    this.height = height;
    this.stripHeight = stripHeight;
    this.painter = painter;
    this.colors = colors;
  }

  /**
   * Makes a picture of the size of a photo, with transparency if the photo has some.
   *
   * @param depth bits per channel of what is painted, 8 or 16
   * @param painter gives strips of that kind
   */
  static PaintedImage of(PhotoSource photo, int stripHeight, int depth, Painter painter) {
    ColorModel colors = DeepImage.colorModel(depth, photo.hasAlpha());
    return new PaintedImage(photo.width(), photo.height(), stripHeight, colors, painter);
  }

  private Raster strip(int index) {
    BufferedImage painted = current;
    if (painted == null || index != strip) {
      int top = index * stripHeight;
      try {
        painted = painter.paint(new Rectangle(0, top, width, Math.min(stripHeight, height - top)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      current = painted;
      strip = index;
    }
    return painted.getRaster();
  }

  /**
   * Returns the pixels of a region.
   *
   * @throws UncheckedIOException if the photo cannot be read
   */
  @Override
  public Raster getData(Rectangle region) {
    int first = region.y / stripHeight;
    if ((region.y + region.height - 1) / stripHeight == first) {
      return strip(first)
          .createChild(
              region.x,
              region.y - first * stripHeight,
              region.width,
              region.height,
              region.x,
              region.y,
              null);
    }
    SampleModel model = colors.createCompatibleSampleModel(region.width, region.height);
    return copyData(Raster.createWritableRaster(model, region.getLocation()));
  }

  @Override
  public WritableRaster copyData(@Nullable WritableRaster raster) {
    WritableRaster target =
        raster == null
            ? Raster.createWritableRaster(colors.createCompatibleSampleModel(width, height), null)
            : raster;
    Rectangle wanted = target.getBounds();
    for (int y = wanted.y; y < wanted.y + wanted.height; ) {
      int index = y / stripHeight;
      int end = Math.min((index + 1) * stripHeight, wanted.y + wanted.height);
      target.setRect(getData(new Rectangle(wanted.x, y, wanted.width, end - y)));
      y = end;
    }
    return target;
  }

  @Override
  public Raster getData() {
    return copyData(null);
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    return strip(tileY).createTranslatedChild(0, tileY * stripHeight);
  }

  @Override
  public ColorModel getColorModel() {
    return colors;
  }

  /** Of a strip: that of a whole picture could not have so many pixels. */
  @Override
  public SampleModel getSampleModel() {
    return colors.createCompatibleSampleModel(width, stripHeight);
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return height;
  }

  @Override
  public int getMinX() {
    return 0;
  }

  @Override
  public int getMinY() {
    return 0;
  }

  @Override
  public int getNumXTiles() {
    return 1;
  }

  @Override
  public int getNumYTiles() {
    return (height - 1) / stripHeight + 1;
  }

  @Override
  public int getMinTileX() {
    return 0;
  }

  @Override
  public int getMinTileY() {
    return 0;
  }

  @Override
  public int getTileWidth() {
    return width;
  }

  @Override
  public int getTileHeight() {
    return stripHeight;
  }

  @Override
  public int getTileGridXOffset() {
    return 0;
  }

  @Override
  public int getTileGridYOffset() {
    return 0;
  }

  @Override
  public @Nullable Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return Image.UndefinedProperty;
  }

  @Override
  public String @Nullable [] getPropertyNames() {
    return null;
  }
}
