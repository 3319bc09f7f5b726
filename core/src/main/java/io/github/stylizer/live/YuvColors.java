package io.github.stylizer.live;

/**
 * Converts between R'G'B' and Y'CbCr of ITU-R BT.601, in fixed point.
 *
 * @see <a href="https://www.itu.int/rec/R-REC-BT.601">ITU-R BT.601</a>
 */
final class YuvColors {
  private static final double RED = 0.299;
  private static final double BLUE = 0.114;
  private static final double GREEN = 1 - RED - BLUE;
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);

  static final YuvColors LIMITED = new YuvColors(16, 219, 224);
  static final YuvColors FULL = new YuvColors(0, 255, 255);

  private final int black;
  private final int[] luma;
  private final int[] u;
  private final int[] v;
  private final int levels;
  private final int redOfV;
  private final int greenOfU;
  private final int greenOfV;
  private final int blueOfU;

  private YuvColors(int black, int lumaRange, int chromaRange) {
    this.black = black;
    double y = lumaRange / 255.0;
    double c = chromaRange / 255.0;
    luma = fixed(y * RED, y * GREEN, y * BLUE);
    double perU = c / (2 * (1 - BLUE));
    double perV = c / (2 * (1 - RED));
    u = fixed(-perU * RED, -perU * GREEN, c / 2);
    v = fixed(c / 2, -perV * GREEN, -perV * BLUE);
    levels = fixed(1 / y);
    redOfV = fixed(1 / perV);
    blueOfU = fixed(1 / perU);
    greenOfU = fixed(-BLUE / GREEN / perU);
    greenOfV = fixed(-RED / GREEN / perV);
  }

  private static int fixed(double value) {
    return (int) Math.round(value * (1 << BITS));
  }

  private static int[] fixed(double red, double green, double blue) {
    return new int[] {fixed(red), fixed(green), fixed(blue)};
  }

  /**
   * Returns a pixel.
   *
   * @param y 0 … 255, as are the others
   * @return {@code 0xRRGGBB}
   */
  int rgb(int y, int u, int v) {
    int gray = (y - black) * levels + HALF;
    int red = level(gray + redOfV * (v - 128));
    int green = level(gray + greenOfU * (u - 128) + greenOfV * (v - 128));
    int blue = level(gray + blueOfU * (u - 128));
    return red << 16 | green << 8 | blue;
  }

  private static int level(int value) {
    return Math.max(0, Math.min(255, value >> BITS));
  }

  byte y(int rgb) {
    return (byte) (black + sum(luma, rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 1));
  }

  /** Returns U of pixels. */
  byte u(int reds, int greens, int blues, int count) {
    return chroma(sum(u, reds, greens, blues, count));
  }

  /** Returns V of pixels. */
  byte v(int reds, int greens, int blues, int count) {
    return chroma(sum(v, reds, greens, blues, count));
  }

  /** Pure blue and red of full range would be 256. */
  private static byte chroma(int value) {
    return (byte) Math.min(255, 128 + value);
  }

  private static int sum(int[] factors, int reds, int greens, int blues, int count) {
    int sum = factors[0] * reds + factors[1] * greens + factors[2] * blues;
    return Math.floorDiv(sum + count * HALF, count << BITS);
  }
}
