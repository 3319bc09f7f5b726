package io.github.stylizer.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Draws the samples of a soak: a column for each method, memory above native arrays. All panels of
 * a row have one scale, from zero.
 */
final class SoakPlot {
  private static final int WIDTH = 300;
  private static final int LEFT = 64;
  private static final int GAP = 24;
  private static final int TOP = 40;
  private static final int MEMORY_HEIGHT = 240;
  private static final int ARRAYS_HEIGHT = 110;
  private static final int BETWEEN = 60;
  private static final int BOTTOM = 44;
  private static final int TICKS = 4;
  private static final Color RESIDENT = new Color(0x1f5fa8);
  private static final Color HEAP = new Color(0xd07a1a);
  private static final Color ARRAYS = new Color(0x2f7d4f);
  private static final Color GRID = new Color(0xe2e2e2);

  private final Map<String, List<SoakSample>> samples;
  private final Graphics2D graphics;

  private SoakPlot(Map<String, List<SoakSample>> samples, Graphics2D graphics) {
    this.samples = samples;
    this.graphics = graphics;
  }

  static BufferedImage of(Map<String, List<SoakSample>> samples) {
    int height = TOP + MEMORY_HEIGHT + BETWEEN + ARRAYS_HEIGHT + BOTTOM;
    int width = LEFT + samples.size() * (WIDTH + GAP);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    new SoakPlot(samples, graphics).draw();
    graphics.dispose();
    return image;
  }

  private void draw() {
    double memory = limit(SoakSample::residentMegabytes);
    double arrays = limit(SoakSample::arrays);
    int x = LEFT;
    for (Map.Entry<String, List<SoakSample>> method : samples.entrySet()) {
      List<SoakSample> taken = method.getValue();
      Panel upper = new Panel(x, TOP, MEMORY_HEIGHT, memory, taken);
      upper.frame(x == LEFT);
      upper.line(RESIDENT, SoakSample::residentMegabytes);
      upper.line(HEAP, SoakSample::heapMegabytes);
      upper.title(method.getKey() + ": memory in MB,", Color.BLACK, 0);
      upper.title("resident", RESIDENT, 1);
      upper.title("Java heap", HEAP, 2);
      Panel lower = new Panel(x, TOP + MEMORY_HEIGHT + BETWEEN, ARRAYS_HEIGHT, arrays, taken);
      lower.frame(x == LEFT);
      lower.line(ARRAYS, SoakSample::arrays);
      lower.title(method.getKey() + ": live native arrays", ARRAYS, 0);
      x += WIDTH + GAP;
    }
  }

  /** A round number that no sample exceeds. */
  private double limit(ToDoubleFunction<SoakSample> value) {
    double most =
        samples.values().stream().flatMap(List::stream).mapToDouble(value).max().orElse(1);
    return roundUp(most);
  }

  /** The next of 1, 2, 4, 8 times a power of ten. */
  static double roundUp(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, value))));
    for (double factor : new double[] {1, 2, 4, 8}) {
      if (value <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** One diagram. */
  private final class Panel {
    private final int x;
    private final int y;
    private final int height;
    private final double limit;
    private final List<SoakSample> taken;
    private int titleEnd;

    Panel(int x, int y, int height, double limit, List<SoakSample> taken) {
      this.x = x;
      this.y = y;
      this.height = height;
      this.limit = limit;
      this.taken = taken;
      this.titleEnd = x;
    }

    private int pictures() {
      return taken.get(taken.size() - 1).pictures();
    }

    void title(String text, Color color, int part) {
      graphics.setColor(color);
      titleEnd += part == 0 ? 0 : 8;
      graphics.drawString(text, titleEnd, y - 10);
      titleEnd += graphics.getFontMetrics().stringWidth(text);
    }

    void frame(boolean numbered) {
      for (int tick = 0; tick <= TICKS; tick++) {
        int level = y + height - tick * height / TICKS;
        graphics.setColor(GRID);
        graphics.drawLine(x, level, x + WIDTH, level);
        graphics.setColor(Color.DARK_GRAY);
        if (numbered) {
          String text = String.format(Locale.ROOT, "%.0f", limit * tick / TICKS);
          graphics.drawString(text, x - 8 - graphics.getFontMetrics().stringWidth(text), level + 4);
        }
      }
      for (int part = 0; part <= 2; part++) {
        String text = String.format(Locale.ROOT, "%,d", (long) pictures() * part / 2);
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.drawString(text, x + (WIDTH - width) * part / 2, y + height + 16);
      }
      String text = "pictures";
      int width = graphics.getFontMetrics().stringWidth(text);
      graphics.drawString(text, x + (WIDTH - width) / 2, y + height + 30);
    }

    void line(Color color, ToDoubleFunction<SoakSample> value) {
      Path2D line = new Path2D.Double();
      for (SoakSample sample : taken) {
        double across = x + WIDTH * (sample.pictures() / (double) pictures());
        double up = y + height - height * value.applyAsDouble(sample) / limit;
        if (line.getCurrentPoint() == null) {
          line.moveTo(across, up);
        } else {
          line.lineTo(across, up);
        }
      }
      graphics.setColor(color);
      graphics.setStroke(new BasicStroke(1.6f));
      graphics.draw(line);
      graphics.setStroke(new BasicStroke(1));
    }
  }
}
