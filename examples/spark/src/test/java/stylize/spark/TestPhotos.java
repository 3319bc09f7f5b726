package stylize.spark;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small photos, and files that are none. */
final class TestPhotos {
  static final int BROKEN = 4;

  private TestPhotos() {}

  /**
   * Writes so many photos of 64 to 128 pixels, and {@value #BROKEN} files that cannot be painted.
   */
  static void write(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      String extension = i % 5 == 0 ? "png" : "jpg";
      String name = String.format(Locale.ROOT, "photo %04d.%s", i, extension);
      ImageIO.write(drawing(random), extension, folder.resolve(name).toFile());
    }
    byte[] whole = Files.readAllBytes(folder.resolve("photo 0001.jpg"));
    Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, 100));
    Files.write(folder.resolve("empty.jpg"), new byte[0]);
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    ImageIO.write(
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("tiny.png").toFile());
    Files.writeString(folder.resolve(".hidden"), "left out");
  }

  private static BufferedImage drawing(Random random) {
    // Of few sizes, as photos of one camera are: the first of a size takes longer.
    int width = 64 + 32 * random.nextInt(3);
    int height = 64 + 32 * random.nextInt(3);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(
            0, 0, new Color(random.nextInt()), width, height, new Color(random.nextInt())));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(random.nextInt()));
    graphics.fillOval(random.nextInt(width), random.nextInt(height), width / 2, height / 2);
    graphics.dispose();
    return image;
  }
}
