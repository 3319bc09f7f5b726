package io.github.stylizer.benchmarks;

import io.github.stylizer.StyleMethod;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.MetaNetMethod;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Shows every photo of a folder in the style of every painting of another, with the bundled
 * network: a row per photo, a column per painting.
 */
@Command(name = "style-grid", description = "Shows every photo in the style of every painting.")
final class StyleGrid implements Callable<Integer> {
  private static final int SIDE = 256;

  @Parameters(paramLabel = "PHOTOS", description = "Folder of photos: one row each.")
  private Path photoFolder;

  @Parameters(paramLabel = "PAINTINGS", description = "Folder of paintings: one column each.")
  private Path paintingFolder;

  @Parameters(paramLabel = "OUT", description = "Image to write, such as grid.jpg.")
  private Path out;

  private StyleGrid() {}

  @Override
  public Integer call() throws IOException {
    List<BufferedImage> photos = SquareImages.ofFolder(photoFolder, SIDE);
    List<BufferedImage> paintings = SquareImages.ofFolder(paintingFolder, SIDE);
    BufferedImage grid =
        new BufferedImage(
            SIDE * paintings.size(), SIDE * photos.size(), BufferedImage.TYPE_INT_RGB);
    StyleMethod method = new MetaNetMethod();
    Graphics2D graphics = grid.createGraphics();
    for (int column = 0; column < paintings.size(); column++) {
      try (Stylizer stylizer = Stylizer.style(paintings.get(column)).with(method)) {
        for (int row = 0; row < photos.size(); row++) {
          BufferedImage painted = stylizer.apply(photos.get(row));
          graphics.drawImage(painted, SIDE * column, SIDE * row, null);
        }
      }
    }
    graphics.dispose();
    ImageEncoder.standard().write(grid, out);
    return 0;
  }
}
