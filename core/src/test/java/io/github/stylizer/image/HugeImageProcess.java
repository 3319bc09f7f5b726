package io.github.stylizer.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a picture and reads it by regions, in a process whose heap cannot hold it. */
final class HugeImageProcess {
  static final int SIDE = 3000;
  private static final int ROWS = 100;

  private HugeImageProcess() {}

  /**
   * Prints the mean distance of what was read to what was written, in levels.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws IOException {
    Plugins.remove();
    Path file = Path.of(arguments[0]);
    ImageEncoder.standard().jpegQuality(1).write(new ComputedImage(SIDE, SIDE), file);
    long distance = 0;
    try (ImageRegions regions = ImageDecoder.standard().open(file)) {
      int[] row = new int[SIDE];
      for (int top = 0; top < regions.height(); top += ROWS) {
        int rows = Math.min(ROWS, SIDE - top);
        BufferedImage strip = regions.read(new Rectangle(0, top, regions.width(), rows));
        for (int y = 0; y < rows; y++) {
          strip.getRaster().getDataElements(0, y, SIDE, 1, row);
          distance += distance(row, top + y);
        }
      }
    }
    System.out.println(distance / (3.0 * SIDE * SIDE));
  }

  private static long distance(int[] row, int y) {
    long sum = 0;
    for (int x = 0; x < row.length; x++) {
      int expected = ComputedImage.pixel(x, y);
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.abs((row[x] >> shift & 0xff) - (expected >> shift & 0xff));
      }
    }
    return sum;
  }
}
