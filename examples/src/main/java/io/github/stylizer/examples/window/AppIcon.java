package io.github.stylizer.examples.window;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** The icon of the window: a wave below a sun. */
final class AppIcon {
  private static final double GRID = 32;

  private AppIcon() {}

  static BufferedImage of(int side) {
    BufferedImage icon = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = icon.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.transform(AffineTransform.getScaleInstance(side / GRID, side / GRID));
    g.setColor(new Color(0x1d3f66));
    g.fill(new RoundRectangle2D.Double(0, 0, GRID, GRID, 10, 10));
    g.setColor(new Color(0xf2d7a0));
    g.fill(new Ellipse2D.Double(19, 5, 8, 8));
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int row = 0; row < 2; row++) {
      Path2D wave = new Path2D.Double();
      wave.moveTo(4, 19 + row * 6);
      wave.curveTo(10, 11 + row * 6, 14, 27 + row * 6, 19, 19 + row * 6);
      wave.curveTo(22, 14 + row * 6, 25, 16 + row * 6, 28, 20 + row * 6);
      g.draw(wave);
    }
    g.dispose();
    return icon;
  }
}
