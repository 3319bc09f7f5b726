package io.github.stylizer.image;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures made for tests, and how far two pictures are apart. */
public final class Pictures {
  private Pictures() {}

  /** A smooth picture without any symmetry: every orientation of it is another one. */
  public static BufferedImage smooth(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * x / Math.max(1, width - 1);
        int green = 200 * y / Math.max(1, height - 1);
        int blue = (int) (128 + 100 * Math.sin(x * 0.05 + y * 0.09));
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  public static BufferedImage noise(int width, int height, int type) {
    Random random = new Random(7);
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  public static BufferedImage solid(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  public static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  /** The mean distance of two pictures of one size, in levels of 0 to 255. */
  static double meanDifference(BufferedImage one, BufferedImage other) {
    int[] a = pixels(one);
    int[] b = pixels(other);
    if (one.getWidth() != other.getWidth() || a.length != b.length) {
      throw new AssertionError(
          "sizes differ: "
              + one.getWidth()
              + " x "
              + one.getHeight()
              + " and "
              + other.getWidth()
              + " x "
              + other.getHeight());
    }
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.abs((a[i] >> shift & 0xff) - (b[i] >> shift & 0xff));
      }
    }
    return sum / (3.0 * a.length);
  }

  /** The largest distance of two pictures of one size in any channel. */
  static int maxDifference(BufferedImage one, BufferedImage other) {
    int[] a = pixels(one);
    int[] b = pixels(other);
    int max = 0;
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        max = Math.max(max, Math.abs((a[i] >> shift & 0xff) - (b[i] >> shift & 0xff)));
      }
    }
    return max;
  }

  static double psnr(BufferedImage one, BufferedImage other) {
    int[] a = pixels(one);
    int[] b = pixels(other);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.pow((a[i] >> shift & 0xff) - (b[i] >> shift & 0xff), 2);
      }
    }
    return 10 * Math.log10(255 * 255 * 3.0 * a.length / sum);
  }
}
