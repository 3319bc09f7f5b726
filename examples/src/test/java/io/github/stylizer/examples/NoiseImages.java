package io.github.stylizer.examples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small images of noise. */
public final class NoiseImages {

  private NoiseImages() {}

  public static BufferedImage noise(int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  public static Path write(Path file, int width, int height) throws IOException {
    ImageIO.write(noise(width, height, width * 31L + height), "png", file.toFile());
    return file;
  }
}
