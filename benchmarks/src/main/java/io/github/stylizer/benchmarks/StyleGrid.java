package io.github.stylizer.benchmarks;

import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.MetaNet;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws every photo of a folder in the style of every painting of another, with the network that
 * comes along: a row for each photo, a column for each painting.
 */
public final class StyleGrid {
  private static final int SIDE = 256;

  private StyleGrid() {}

  /**
   * Draws.
   *
   * @param arguments a folder of photos, one of paintings, and the picture to write
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("arguments: PHOTOS PAINTINGS OUT.jpg");
    }
    List<BufferedImage> photos = Squares.ofFolder(arguments[0], SIDE);
    List<BufferedImage> paintings = Squares.ofFolder(arguments[1], SIDE);
    BufferedImage grid =
        new BufferedImage(
            SIDE * paintings.size(), SIDE * photos.size(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = grid.createGraphics();
    try (MetaNet network = MetaNet.compact()) {
      for (int column = 0; column < paintings.size(); column++) {
        try (Stylizer stylizer = Stylizer.style(paintings.get(column)).with(network)) {
          for (int row = 0; row < photos.size(); row++) {
            BufferedImage painted = stylizer.apply(photos.get(row));
            graphics.drawImage(painted, SIDE * column, SIDE * row, null);
          }
        }
      }
    }
    graphics.dispose();
    ImageEncoder.standard().write(grid, Path.of(arguments[2]));
  }
}
