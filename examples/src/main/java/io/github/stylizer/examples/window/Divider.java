package io.github.stylizer.examples.window;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Draws the painted picture to the right of the divider, and the divider itself. */
final class Divider {
  private static final Color BADGE = new Color(15, 18, 22, 190);
  private static final Color HANDLE_ARROWS = new Color(0x1d3f66);
  private static final int HANDLE = 36;
  private static final int MARGIN = 10;

  private final Graphics2D graphics;
  private final Rectangle2D seen;
  private final Rectangle2D place;
  private final double at;

  /**
   * Prepares to draw.
   *
   * @param view what is seen
   * @param place where the picture lies
   * @param share where the divider is, from 0, the left edge, to 1
   */
  Divider(Graphics2D graphics, Rectangle2D view, Rectangle2D place, double share) {
    this.graphics = graphics;
    this.place = place;
    seen = place.createIntersection(view);
    at = place.getX() + place.getWidth() * share;
  }

  /** Draws. */
  void draw(ScaledImage painted, double strength, boolean focused) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.clip(new Rectangle2D.Double(at, place.getY(), place.getMaxX() - at, place.getHeight()));
    g.setComposite(AlphaComposite.SrcOver.derive((float) strength));
    painted.draw(g, place);
    g.dispose();
    line();
    badges();
    handle(focused);
  }

  private void line() {
    graphics.setColor(new Color(0, 0, 0, 70));
    graphics.fill(new Rectangle2D.Double(at - 2, seen.getY(), 4, seen.getHeight()));
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(at - 1, seen.getY(), 2, seen.getHeight()));
  }

  private void badges() {
    graphics.setFont(graphics.getFont().deriveFont(Font.BOLD));
    FontMetrics metrics = graphics.getFontMetrics();
    double left = metrics.stringWidth("Photo") + 20.0;
    double right = metrics.stringWidth("Painted") + 20.0;
    if (at - seen.getX() > left + 2 * MARGIN) {
      badge("Photo", seen.getX() + MARGIN, left, metrics);
    }
    if (seen.getMaxX() - at > right + 2 * MARGIN) {
      badge("Painted", seen.getMaxX() - MARGIN - right, right, metrics);
    }
  }

  private void badge(String text, double x, double width, FontMetrics metrics) {
    double height = metrics.getHeight() + 6.0;
    double y = seen.getY() + MARGIN;
    graphics.setColor(BADGE);
    graphics.fill(new RoundRectangle2D.Double(x, y, width, height, height, height));
    graphics.setColor(Color.WHITE);
    graphics.drawString(text, (float) (x + 10), (float) (y + 3 + metrics.getAscent()));
  }

  private void handle(boolean focused) {
    double x = Math.min(seen.getMaxX() - 2, Math.max(seen.getX() + 2, at));
    double y = seen.getCenterY();
    int size = focused ? HANDLE + 8 : HANDLE;
    if (focused) {
      graphics.setColor(Theme.color(Theme.ACCENT));
      graphics.fill(circle(x, y, size));
    }
    graphics.setColor(new Color(0, 0, 0, 60));
    graphics.fill(circle(x, y, HANDLE + 2));
    graphics.setColor(Color.WHITE);
    graphics.fill(circle(x, y, HANDLE));
    graphics.setColor(HANDLE_ARROWS);
    graphics.draw(new Line2D.Double(x - 9, y, x + 9, y));
    arrow(x - 11, y, 5);
    arrow(x + 11, y, -5);
  }

  private static Ellipse2D circle(double x, double y, int size) {
    return new Ellipse2D.Double(x - size / 2.0, y - size / 2.0, size, size);
  }

  private void arrow(double x, double y, int back) {
    Path2D head = new Path2D.Double();
    head.moveTo(x + back, y - 5);
    head.lineTo(x, y);
    head.lineTo(x + back, y + 5);
    graphics.draw(head);
  }
}
