package io.github.stylizer.examples.window;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JToggleButton;
import org.jspecify.annotations.Nullable;

/** A style of the gallery: a small picture and the title below it. */
@SuppressWarnings("serial") // never written
final class StyleTile extends JToggleButton {
  static final int PICTURE = 96;

  private static final int RING = 4;
  private static final int LINES = 2;

  private @Nullable ScaledImage picture;
  private String title;
  private boolean stale;

  StyleTile(String title, String toolTip) {
    this.title = title;
    setToolTipText(toolTip);
    setContentAreaFilled(false);
    setBorderPainted(false);
    setFocusPainted(false);
    setRolloverEnabled(true);
    getAccessibleContext().setAccessibleName(title);
    getAccessibleContext().setAccessibleDescription(toolTip);
  }

  void setTitle(String other) {
    title = other;
    getAccessibleContext().setAccessibleName(other);
    repaint();
  }

  /** Shows a picture: square, its middle if it is not. */
  void show(BufferedImage image) {
    picture = new ScaledImage(square(image));
    stale = false;
    repaint();
  }

  private static BufferedImage square(BufferedImage image) {
    int side = Math.min(image.getWidth(), image.getHeight());
    return image.getSubimage(
        (image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
  }

  /** Shows no picture any more, but the title in its place. */
  void showNone() {
    picture = null;
    repaint();
  }

  /** Shows that the picture is that of another photo. */
  void setStale() {
    stale = true;
    repaint();
  }

  boolean isMissing() {
    return picture == null || stale;
  }

  private Font small() {
    return getFont().deriveFont(getFont().getSize2D() - 1);
  }

  @Override
  public Dimension getPreferredSize() {
    FontMetrics metrics = getFontMetrics(small());
    return new Dimension(
        PICTURE + 2 * RING + 8, PICTURE + 2 * RING + 4 + LINES * metrics.getHeight());
  }

  @Override
  public Dimension getMaximumSize() {
    return getPreferredSize();
  }

  @Override
  public Dimension getMinimumSize() {
    return getPreferredSize();
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    double x = (getWidth() - PICTURE) / 2.0;
    Rectangle2D place = new Rectangle2D.Double(x, RING, PICTURE, PICTURE);
    drawPicture(g, place);
    drawRing(g, place);
    drawTitle(g, RING + PICTURE + RING);
    g.dispose();
  }

  private void drawPicture(Graphics2D graphics, Rectangle2D place) {
    Graphics2D g = (Graphics2D) graphics.create();
    RoundRectangle2D shape = rounded(place, 0, 14);
    g.setColor(Theme.color(Theme.SUNKEN));
    g.fill(shape);
    if (picture != null) {
      g.clip(shape);
      if (stale) {
        g.setComposite(AlphaComposite.SrcOver.derive(0.55f));
      }
      picture.draw(g, place);
    } else {
      g.setColor(Theme.color(Theme.QUIET));
      g.setFont(getFont().deriveFont(28f));
      FontMetrics metrics = g.getFontMetrics();
      String sign = isOwn() ? "+" : "…";
      g.drawString(
          sign,
          (float) (place.getCenterX() - metrics.stringWidth(sign) / 2.0),
          (float) (place.getCenterY() + metrics.getAscent() / 3.0));
    }
    g.dispose();
  }

  private boolean isOwn() {
    return getModel().isEnabled() && "own".equals(getName());
  }

  private void drawRing(Graphics2D g, Rectangle2D place) {
    boolean strong = isSelected() || isFocusOwner();
    g.setColor(Theme.color(strong || getModel().isRollover() ? Theme.ACCENT : Theme.LINE));
    if (isFocusOwner() && !isSelected()) {
      g.setStroke(
          new BasicStroke(
              2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0));
    } else {
      g.setStroke(new BasicStroke(strong ? 3 : getModel().isRollover() ? 2 : 1));
    }
    g.draw(rounded(place, strong ? 2 : 0, 16));
    if (isFocusOwner() && isSelected()) {
      g.setStroke(new BasicStroke(1));
      g.draw(rounded(place, RING - 0.5, 18));
    }
  }

  private static RoundRectangle2D rounded(Rectangle2D place, double grown, double arc) {
    return new RoundRectangle2D.Double(
        place.getX() - grown,
        place.getY() - grown,
        place.getWidth() + 2 * grown,
        place.getHeight() + 2 * grown,
        arc,
        arc);
  }

  private void drawTitle(Graphics2D g, int top) {
    g.setFont(isSelected() ? small().deriveFont(Font.BOLD) : small());
    g.setColor(getForeground());
    FontMetrics metrics = g.getFontMetrics();
    int y = top + metrics.getAscent();
    for (String line : lines(metrics)) {
      g.drawString(line, (getWidth() - metrics.stringWidth(line)) / 2, y);
      y += metrics.getHeight();
    }
  }

  /** The title in as many lines as there are, the last of which may be cut. */
  private List<String> lines(FontMetrics metrics) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : title.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (metrics.stringWidth(longer) > getWidth() && !line.isEmpty() && lines.size() < LINES - 1) {
        lines.add(cut(line.toString(), metrics));
        line = new StringBuilder(word);
      } else {
        line = new StringBuilder(longer);
      }
    }
    lines.add(cut(line.toString(), metrics));
    return lines;
  }

  private String cut(String line, FontMetrics metrics) {
    String shorter = line;
    while (metrics.stringWidth(shorter + (shorter.equals(line) ? "" : "…")) > getWidth()
        && shorter.length() > 1) {
      shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
    }
    return shorter.equals(line) ? line : shorter.strip() + "…";
  }
}
