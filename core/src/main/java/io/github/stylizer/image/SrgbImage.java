package io.github.stylizer.image;

import java.awt.image.BufferedImage;

/** Brings pictures of every kind to one: sRGB, 8 bits a channel, opaque. */
public final class SrgbImage {
  private SrgbImage() {}

  /**
   * Returns the picture as {@link BufferedImage#TYPE_INT_RGB}.
   *
   * @param image any picture; not modified
   * @return the same object if it is of that type already, else a converted copy
   */
  public static BufferedImage of(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_INT_RGB) {
      return image;
    }
    BufferedImage rgb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    rgb.getGraphics().drawImage(image, 0, 0, null);
    return rgb;
  }
}
