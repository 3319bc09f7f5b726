package io.github.stylizer.benchmarks;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * A picture to look at: a row for each photo, and below it one for each further level; a column for
 * each painting. The first row has the paintings, the first column the photos.
 */
final class QualitySheet {
  private QualitySheet() {}

  static BufferedImage of(
      Map<String, BufferedImage> photos,
      Map<String, BufferedImage> paintings,
      List<Map<String, BufferedImage>> levels) {
    int side = photos.values().iterator().next().getWidth();
    int rows = 1 + photos.size() * levels.size();
    BufferedImage sheet =
        new BufferedImage(side * (1 + paintings.size()), side * rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    int column = 1;
    for (Map.Entry<String, BufferedImage> painting : paintings.entrySet()) {
      graphics.drawImage(painting.getValue(), side * column, 0, null);
      int row = 1;
      for (Map.Entry<String, BufferedImage> photo : photos.entrySet()) {
        graphics.drawImage(photo.getValue(), 0, side * row, null);
        for (Map<String, BufferedImage> level : levels) {
          String name = photo.getKey() + "__" + painting.getKey();
          graphics.drawImage(level.get(name), side * column, side * row, null);
          row++;
        }
      }
      column++;
    }
    graphics.dispose();
    return sheet;
  }
}
