package consumer;

import io.github.stylizer.Stylizer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Paints with stylizer-metanet alone: no other method, no VGG, no file. */
public final class OneDependency {
  private OneDependency() {}

  public static void main(String[] arguments) {
    // Otherwise DJL reports its use to its makers.
    System.setProperty("OPT_OUT_TRACKING", "true");
    BufferedImage photo = disc(Color.WHITE, Color.ORANGE);
    BufferedImage painting = disc(Color.BLUE, Color.YELLOW);
    try (Stylizer own = Stylizer.style(painting);
        Stylizer named = Stylizer.style("starry-night")) {
      int blue = own.apply(photo).getRGB(2, 2) & 0xff;
      int red = own.apply(photo).getRGB(2, 2) >> 16 & 0xff;
      if (blue <= red) {
        throw new IllegalStateException("white became red " + red + ", blue " + blue);
      }
      if (named.apply(photo).getWidth() != photo.getWidth()) {
        throw new IllegalStateException("the size changed");
      }
    }
    System.out.println("one dependency is enough to paint");
  }

  private static BufferedImage disc(Color ground, Color disc) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(ground);
    graphics.fillRect(0, 0, 64, 64);
    graphics.setColor(disc);
    graphics.fillOval(16, 16, 32, 32);
    graphics.dispose();
    return image;
  }
}
