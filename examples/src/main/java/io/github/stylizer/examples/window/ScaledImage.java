package io.github.stylizer.examples.window;

import io.github.stylizer.internal.image.ImageResize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Draws an image in any size. Where it is drawn much smaller, Java would skip pixels, which
 * flickers; a copy of about the right size is made once instead.
 */
final class ScaledImage {
  private static final double SHARP = 0.6;

  private final BufferedImage image;
  private @Nullable BufferedImage copy;

  ScaledImage(BufferedImage image) {
    this.image = image;
  }

  BufferedImage image() {
    return image;
  }

  void draw(Graphics2D graphics, Rectangle2D place) {
    double dots = graphics.getTransform().getScaleX();
    BufferedImage drawn = suitable(place.getWidth() * dots, place.getHeight() * dots);
    boolean pixels = place.getWidth() * dots > drawn.getWidth() * 3.0;
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        pixels
            ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform transform = AffineTransform.getTranslateInstance(place.getX(), place.getY());
    transform.scale(place.getWidth() / drawn.getWidth(), place.getHeight() / drawn.getHeight());
    graphics.drawImage(drawn, transform, null);
  }

  private BufferedImage suitable(double width, double height) {
    if (width >= image.getWidth() * SHARP) {
      return image;
    }
    int w = (int) Math.max(1, Math.round(width));
    int h = (int) Math.max(1, Math.round(height));
    if (copy == null || copy.getWidth() != w || copy.getHeight() != h) {
      copy = ImageResize.to(image, w, h);
    }
    return copy;
  }
}
