package io.github.stylizer.examples;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.image.ImageResize;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;

/** One photo in many styles, side by side and labeled. */
final class StyleSheet {

  static final int MINIMUM_SIDE = 96;
  static final int MAXIMUM_SIDE = 1024;

  private static final int GAP = 12;
  private static final Color PAPER = Color.WHITE;
  private static final Color INK = new Color(0x222222);
  private static final Color PALE_INK = new Color(0x777777);

  private final BufferedImage photo;
  private final int fontSize;
  private final boolean hasFonts = hasFonts();
  private final int cellWidth;
  private final int cellHeight;

  /**
   * Creates a sheet.
   *
   * @param photo not modified
   * @param side the longer side of each image
   */
  StyleSheet(BufferedImage photo, int side) {
    this.photo = ImageResize.longerSide(photo, side);
    this.fontSize = Math.max(9, side / 22);
    this.cellWidth = this.photo.getWidth() + GAP;
    this.cellHeight = this.photo.getHeight() + 3 * fontSize + GAP;
  }

  /**
   * Whether labels can be drawn: servers and containers often have no fonts, and Java then throws
   * an error on the first use of one.
   */
  static boolean hasFonts() {
    try {
      return new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplay('a');
    } catch (RuntimeException | InternalError | NoClassDefFoundError e) {
      return false;
    }
  }

  /**
   * Draws the photo itself, then the photo in each style.
   *
   * @param styles in reading order
   * @param listener called for each style
   * @return the sheet; unfinished if the thread was interrupted
   */
  BufferedImage draw(List<NamedStyle> styles, ProgressListener listener) {
    long began = System.nanoTime();
    int pictures = styles.size() + 1;
    int columns = columns(pictures);
    int rows = (pictures + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            columns * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = pen(sheet);
    try {
      cell(pen, 0, columns, photo, "the photo", "");
      for (int i = 0; i < styles.size() && !Thread.currentThread().isInterrupted(); i++) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        listener.onProgress(Progress.of("painting", i, styles.size(), elapsed));
        NamedStyle style = styles.get(i);
        String origin = style.title() + ", " + style.artist();
        cell(pen, i + 1, columns, painted(style), style.name(), origin);
      }
    } finally {
      pen.dispose();
    }
    return sheet;
  }

  /** As many as make the sheet roughly square. */
  private int columns(int pictures) {
    double ratio = (double) cellHeight / cellWidth;
    return (int) Math.min(pictures, Math.max(1, Math.round(Math.sqrt(pictures * ratio * 1.3))));
  }

  private BufferedImage painted(NamedStyle style) {
    try (Stylizer stylizer = Stylizer.style(style.name())) {
      return stylizer.apply(photo);
    }
  }

  private Graphics2D pen(BufferedImage sheet) {
    Graphics2D pen = sheet.createGraphics();
    pen.setColor(PAPER);
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    return pen;
  }

  private void cell(
      Graphics2D pen, int index, int columns, BufferedImage picture, String name, String origin) {
    int x = GAP + index % columns * cellWidth;
    int y = GAP + index / columns * cellHeight;
    pen.drawImage(picture, x, y, null);
    if (!hasFonts) {
      return;
    }
    int baseline = y + picture.getHeight() + fontSize + 2;
    write(pen, name, Font.BOLD, INK, x, baseline);
    write(pen, origin, Font.PLAIN, PALE_INK, x, baseline + fontSize + 3);
  }

  private void write(Graphics2D pen, String text, int face, Color color, int x, int baseline) {
    pen.setFont(new Font(Font.SANS_SERIF, face, fontSize));
    pen.setColor(color);
    pen.drawString(fitted(text, pen.getFontMetrics()), x, baseline);
  }

  private String fitted(String text, FontMetrics metrics) {
    String shown = text;
    for (int end = text.length(); metrics.stringWidth(shown) > photo.getWidth(); end--) {
      shown = text.substring(0, Math.max(0, end - 1)).stripTrailing() + "…";
    }
    return shown;
  }
}
