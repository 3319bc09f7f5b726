package io.github.stylizer.examples.window;

import io.github.stylizer.examples.painting.PaintSettings;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * What the window shows. Immutable.
 *
 * @param photo null until one is opened
 * @param style null until one is chosen
 * @param settings how to paint
 * @param format extension of the files that are saved
 * @param painted the picture with full strength, of a preview's size or of the full one; null if
 *     photo, style or settings have changed since. The strength is mixed in when it is drawn, as
 *     {@code Stylizer.strength} does
 */
record Work(
    @Nullable OpenPhoto photo,
    @Nullable ChosenStyle style,
    PaintSettings settings,
    String format,
    @Nullable BufferedImage painted) {

  static final Work EMPTY = new Work(null, null, PaintSettings.DEFAULT, "png", null);

  Work with(OpenPhoto other) {
    return new Work(other, style, settings, format, null);
  }

  Work with(ChosenStyle other) {
    return new Work(photo, other, settings, format, null);
  }

  /** A picture stays if it would be painted again just so. */
  Work with(PaintSettings other) {
    boolean same =
        other.withStrength(1).equals(settings.withStrength(1))
            || (isPreview() && previewSettings(other).equals(previewSettings(settings)));
    return new Work(photo, style, other, format, same ? painted : null);
  }

  Work withFormat(String other) {
    return new Work(photo, style, settings, other, painted);
  }

  Work withPainted(BufferedImage picture) {
    return new Work(photo, style, settings, format, picture);
  }

  boolean canPaint() {
    return photo != null && style != null;
  }

  private boolean isPreview() {
    return painted != null && longerSide(painted) <= OpenPhoto.PREVIEW_SIDE;
  }

  /** Whether the picture has the size of the file that would be saved. */
  boolean isFull() {
    return painted != null
        && photo != null
        && longerSide(painted) == photo.paintedSide(settings.size());
  }

  private static int longerSide(BufferedImage image) {
    return Math.max(image.getWidth(), image.getHeight());
  }

  /** The settings of a preview, which is small and has the full strength. */
  PaintSettings previewSettings() {
    return previewSettings(settings);
  }

  private PaintSettings previewSettings(PaintSettings of) {
    return of.withStrength(1).withSize(photo == null ? null : photo.previewSide(of.size()));
  }
}
