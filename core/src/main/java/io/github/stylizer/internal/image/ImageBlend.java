package io.github.stylizer.internal.image;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Mixes two images, as a cross-dissolve does. */
public final class ImageBlend {
  private ImageBlend() {}

  /**
   * Mixes two images linearly, channel by channel, on sRGB values: {@code first + share * (second -
   * first)}, rounded to the nearest level of the depth of the second image.
   *
   * @param first any image; not modified; transparency is composited over white
   * @param second any image of the same size; not modified; transparency is composited over white
   * @param share the share of the second image, 0 … 1
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or of 16 bits per channel as
   *     the second image
   * @throws IllegalArgumentException if the sizes differ or the share is not in 0 … 1
   */
  public static BufferedImage mix(BufferedImage first, BufferedImage second, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share must be from 0 to 1, but is " + share);
    }
    int depth = DeepImage.depth(second);
    return Rgb.combine(
        first,
        second,
        depth,
        (a, b) ->
            Rgb.pack(
                mixed(Rgb.red(a), Rgb.red(b), share),
                mixed(Rgb.green(a), Rgb.green(b), share),
                mixed(Rgb.blue(a), Rgb.blue(b), share),
                Rgb.highest(depth)));
  }

  /**
   * A picture that covers a part of another one.
   *
   * @param image any image; transparency is composited over white
   * @param shares how much of it is seen where
   */
  public record Layer(BufferedImage image, GrayPlane.Stretched shares) {}

  /**
   * Lays pictures over another one, each by its shares. Where these exceed 1 in total, they are
   * divided by that, so that the order does not matter.
   *
   * @param base a part of a picture; any image; not modified; transparency is composited over white
   * @param layers parts of the same size; not modified
   * @param place where the parts lie in their pictures
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or of 16 bits if one of them is
   * @throws IllegalArgumentException if the sizes differ
   */
  public static BufferedImage layered(BufferedImage base, List<Layer> layers, Point place) {
    int width = base.getWidth();
    int depth = DeepImage.depth(base);
    for (Layer layer : layers) {
      Rgb.requireSameSize(base, layer.image);
      depth = Math.max(depth, DeepImage.depth(layer.image));
    }
    BufferedImage result = DeepImage.empty(width, base.getHeight(), depth);
    Rgb.Rows below = Rgb.rows(base, depth);
    List<Rgb.Rows> above = new ArrayList<>();
    for (Layer layer : layers) {
      above.add(Rgb.rows(layer.image, depth));
    }
    Sums sums = new Sums(width);
    long[] row = new long[width];
    float[] shares = new float[width];
    for (int y = 0; y < base.getHeight(); y++) {
      sums.clear();
      for (int i = 0; i < above.size(); i++) {
        layers.get(i).shares.row(place.x, place.y + y, shares);
        above.get(i).read(y, row);
        sums.add(row, shares);
      }
      below.read(y, row);
      sums.finish(row, Rgb.highest(depth));
      Rgb.write(result, depth, y, row);
    }
    return result;
  }

  /** The sums of a row of layers. */
  private static final class Sums {
    private final float[] total;
    private final float[] red;
    private final float[] green;
    private final float[] blue;

    Sums(int width) {
      total = new float[width];
      red = new float[width];
      green = new float[width];
      blue = new float[width];
    }

    void clear() {
      for (float[] sum : List.of(total, red, green, blue)) {
        Arrays.fill(sum, 0);
      }
    }

    void add(long[] row, float[] shares) {
      for (int x = 0; x < row.length; x++) {
        float share = shares[x];
        total[x] += share;
        red[x] += share * Rgb.red(row[x]);
        green[x] += share * Rgb.green(row[x]);
        blue[x] += share * Rgb.blue(row[x]);
      }
    }

    /** Adds what the layers leave of the base, or divides by their total. */
    void finish(long[] row, int highest) {
      for (int x = 0; x < row.length; x++) {
        double base = Math.max(0, 1 - total[x]);
        double scale = 1 / Math.max(1, total[x]);
        row[x] =
            Rgb.pack(
                base * Rgb.red(row[x]) + scale * red[x],
                base * Rgb.green(row[x]) + scale * green[x],
                base * Rgb.blue(row[x]) + scale * blue[x],
                highest);
      }
    }
  }

  private static double mixed(int first, int second, double share) {
    return first + share * (second - first);
  }
}
