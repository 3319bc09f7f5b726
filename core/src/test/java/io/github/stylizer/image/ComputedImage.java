package io.github.stylizer.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;

/** A picture whose pixels are computed when it is asked for them, and that knows what was asked. */
class ComputedImage implements RenderedImage {
  private final int width;
  private final int height;
  private final ColorModel model;
  private final List<Rectangle> asked = new ArrayList<>();

  ComputedImage(int width, int height) {
    this(width, height, BufferedImage.TYPE_INT_RGB);
  }

  /**
   * Makes a picture.
   *
   * @param type INT_RGB or INT_ARGB
   */
  ComputedImage(int width, int height, int type) {
    this.width = width;
    this.height = height;
    model = new BufferedImage(1, 1, type).getColorModel();
  }

  /** Smooth, with the noise of a photo. */
  static int pixel(int x, int y) {
    int hash = (x * 0x9e3779b1 ^ y * 0x85ebca6b) * 0xc2b2ae35;
    int red = ((x >> 3) + (y >> 5) & 0xff) * 7 / 8 + (hash >>> 28);
    int green = ((x >> 5) + (y >> 4) & 0xff) * 7 / 8 + (hash >>> 24 & 15);
    int blue = ((x >> 4) - (y >> 3) & 0xff) * 7 / 8 + (hash >>> 20 & 15);
    return (0xff - (hash >>> 16 & 15)) << 24 | red << 16 | green << 8 | blue;
  }

  /** The same pixels in memory. */
  BufferedImage whole() {
    BufferedImage image = new BufferedImage(width, height, type());
    image.setData(getData(new Rectangle(width, height)));
    asked.clear();
    return image;
  }

  private int type() {
    return model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
  }

  /** Returns the regions that were asked for, in this order. */
  List<Rectangle> asked() {
    return asked;
  }

  @Override
  public Raster getData(Rectangle region) {
    asked.add(new Rectangle(region));
    WritableRaster raster =
        Raster.createWritableRaster(
            model.createCompatibleSampleModel(region.width, region.height), region.getLocation());
    int[] row = new int[region.width];
    for (int y = region.y; y < region.y + region.height; y++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = pixel(region.x + i, y);
      }
      raster.setDataElements(region.x, y, region.width, 1, row);
    }
    return raster;
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
  public ColorModel getColorModel() {
    return model;
  }

  @Override
  public SampleModel getSampleModel() {
    return model.createCompatibleSampleModel(width, 1);
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
    return height;
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
    return 1;
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
  public Vector<RenderedImage> getSources() {
    return new Vector<>();
  }

  @Override
  public Object getProperty(String name) {
    return java.awt.Image.UndefinedProperty;
  }

  @Override
  public String[] getPropertyNames() {
    return new String[0];
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    throw new AssertionError("asked for a tile");
  }

  @Override
  public Raster getData() {
    throw new AssertionError("asked for the whole picture");
  }

  @Override
  public WritableRaster copyData(WritableRaster raster) {
    throw new AssertionError("asked for a copy");
  }
}
