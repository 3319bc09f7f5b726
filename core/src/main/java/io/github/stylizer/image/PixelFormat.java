package io.github.stylizer.image;

import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;

/**
 * What pixels an image is decoded to.
 *
 * @param alpha whether transparency is kept instead of being composited over white
 * @param depth bits per channel, 8 or 16, of an image that has so many
 */
record PixelFormat(boolean alpha, int depth) {

  /** Converts an image whose profile has been applied. */
  BufferedImage of(BufferedImage image) {
    if (depth == 16) {
      BufferedImage deep = DeepImage.of(image);
      return alpha ? deep : DeepImage.opaque(deep);
    }
    return alpha && image.getColorModel().hasAlpha()
        ? SrgbImage.withAlpha(image)
        : SrgbImage.of(image);
  }
}
