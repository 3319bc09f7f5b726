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
    try (Stylizer blue = Stylizer.style(disc(Color.BLUE, Color.YELLOW));
        Stylizer red = Stylizer.style(disc(Color.RED, Color.YELLOW));
        Stylizer named = Stylizer.style("starry-night")) {
      double bluish = blueness(blue.apply(photo));
      double reddish = blueness(red.apply(photo));
      if (bluish <= reddish) {
        throw new IllegalStateException(
            "a blue painting gave " + bluish + " more blue than red, a red one " + reddish);
      }
      if (named.apply(photo).getWidth() != photo.getWidth()) {
        throw new IllegalStateException("the size changed");
      }
    }
    System.out.println("one dependency is enough to paint");
  }

  /** How many levels there is more blue than red, on average. */
  private static double blueness(BufferedImage image) {
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        sum += (pixel & 0xff) - (pixel >> 16 & 0xff);
      }
    }
    return (double) sum / image.getWidth() / image.getHeight();
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
