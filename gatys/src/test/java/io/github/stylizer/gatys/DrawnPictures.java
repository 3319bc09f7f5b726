package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Style;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import java.awt.image.BufferedImage;
import java.util.List;

/** Photos and paintings drawn from a seed. */
final class DrawnPictures {
  private DrawnPictures() {}

  /** A picture whose pixels are all of levels 0 … 255. */
  static BufferedImage image(long seed, int width, int height) {
    float[] levels = Draw.values(seed, new Shape(height, width, 3), 0, 256);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int rgb = (int) levels[3 * i] << 16 | (int) levels[3 * i + 1] << 8 | (int) levels[3 * i + 2];
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  /** A picture of one color. */
  static BufferedImage solid(int rgb, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  static NDArray photo(NDManager manager, long seed, int width, int height) {
    return ImageTensors.fromImage(manager, image(seed, width, height));
  }

  /** One painting of 24 x 20. */
  static List<Style> painting(long seed) {
    return List.of(Style.of(image(seed, 24, 20)));
  }
}
