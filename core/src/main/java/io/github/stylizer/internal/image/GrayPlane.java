package io.github.stylizer.internal.image;

import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/** An immutable plane of gray values, 8 bits each, such as a mask. */
public final class GrayPlane {
  private final int width;
  private final int height;
  private final byte[] values;

  private GrayPlane(int width, int height, byte[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Takes the luma of an image, composited over black.
   *
   * @param image any image; not modified
   * @return a plane of the same size
   */
  public static GrayPlane ofLightness(BufferedImage image) {
    return of(
        image,
        argb -> {
          int red = argb >> 16 & 0xff;
          int green = argb >> 8 & 0xff;
          int blue = argb & 0xff;
          int luma = (299 * red + 587 * green + 114 * blue + 500) / 1000;
          return luma * (argb >>> 24) / 255;
        });
  }

  /**
   * Takes the alpha of an image.
   *
   * @param image any image; not modified
   * @return a plane of the same size; white if the image has no alpha
   */
  public static GrayPlane ofAlpha(BufferedImage image) {
    return of(image, argb -> argb >>> 24);
  }

  private static GrayPlane of(BufferedImage image, IntUnaryOperator gray) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage argb = SrgbImage.withAlpha(image);
    byte[] values = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      argb.getRaster().getDataElements(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        values[y * width + x] = (byte) gray.applyAsInt(row[x]);
      }
    }
    return new GrayPlane(width, height, values);
  }

  /** Returns whether all values are 255. */
  public boolean isWhite() {
    for (byte value : values) {
      if (value != -1) {
        return false;
      }
    }
    return true;
  }

  /**
   * Swaps black and white.
   *
   * @return the plane of the inverted values
   */
  public GrayPlane inverted() {
    byte[] inverted = new byte[values.length];
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = (byte) ~values[i];
    }
    return new GrayPlane(width, height, inverted);
  }

  /**
   * Stretches the plane to a picture, which may be too large for memory.
   *
   * @param toWidth of the picture in pixels
   * @param toHeight of the picture in pixels
   * @param feather in pixels of the picture, over which a sharp edge is spread; 0 for none
   * @return the stretched plane, of which parts can be asked for
   */
  public Stretched stretched(int toWidth, int toHeight, double feather) {
    GrayPlane small = shrunk(Math.min(width, toWidth), Math.min(height, toHeight));
    float[] shares = new float[small.values.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (small.values[i] & 0xff) / 255f;
    }
    BoxBlur.across(shares, small.width, feather * small.width / toWidth);
    BoxBlur.down(shares, small.width, feather * small.height / toHeight);
    return new Stretched(shares, small.width, small.height, toWidth, toHeight);
  }

  private GrayPlane shrunk(int toWidth, int toHeight) {
    if (toWidth == width && toHeight == height) {
      return this;
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0x10101 * (values[y * width + x] & 0xff));
      }
    }
    return of(ImageResize.to(image, toWidth, toHeight), pixel -> pixel & 0xff);
  }

  /** A plane of shares, stretched to a picture. */
  public static final class Stretched {
    private final float[] shares;
    private final int columns;
    private final int rows;
    private final int width;
    private final int height;

    private Stretched(float[] shares, int columns, int rows, int width, int height) {
      this.shares = shares;
      this.columns = columns;
      this.rows = rows;
      this.width = width;
      this.height = height;
    }

    /**
     * Returns whether this is stretched to a size.
     *
     * @param toWidth of a picture in pixels
     * @param toHeight of a picture in pixels
     * @return whether it was made for such a picture
     */
    public boolean isOf(int toWidth, int toHeight) {
      return width == toWidth && height == toHeight;
    }

    /**
     * Computes a part of a row.
     *
     * @param x where it begins in the picture
     * @param y the row of the picture
     * @param row receives the shares, 0 … 1
     */
    void row(int x, int y, float[] row) {
      double down = at(y, rows, height);
      int above = (int) down;
      int upper = above * columns;
      int lower = Math.min(above + 1, rows - 1) * columns;
      float share = (float) (down - above);
      for (int i = 0; i < row.length; i++) {
        double across = at(x + i, columns, width);
        float top = between(upper, across);
        row[i] = top + share * (between(lower, across) - top);
      }
    }

    /**
     * Computes all rows, for a picture that fits into memory.
     *
     * @return a new array of the shares, 0 … 1
     */
    public float[] values() {
      float[] values = new float[width * height];
      float[] row = new float[width];
      for (int y = 0; y < height; y++) {
        row(0, y, row);
        System.arraycopy(row, 0, values, y * width, width);
      }
      return values;
    }

    /** Where the center of a pixel of the picture lies among the centers of the plane's. */
    private static double at(int pixel, int count, int length) {
      return Math.max(0, Math.min(count - 1, (pixel + 0.5) * count / length - 0.5));
    }

    private float between(int row, double across) {
      int left = (int) across;
      int right = Math.min(left + 1, columns - 1);
      float share = (float) (across - left);
      return shares[row + left] + share * (shares[row + right] - shares[row + left]);
    }
  }
}
