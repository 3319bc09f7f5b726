package io.github.stylizer;

/**
 * How to keep the colors of a photo. Both ways are from Gatys, Bethge, Hertzmann and Shechtman,
 * "Preserving Color in Neural Artistic Style Transfer", 2016 (<a
 * href="https://arxiv.org/abs/1606.05897">arXiv 1606.05897</a>).
 */
public enum ColorPreservation {
  /**
   * Luminance-only transfer: the photo is painted as usual, and the result combines the luminance
   * (Y of YIQ) of the painted picture with the chroma (I and Q) of the photo. Every pixel keeps the
   * hue it has in the photo; where the combination is outside the RGB gamut, the chroma is reduced.
   * Works with every method, at almost no cost.
   *
   * <p>The paper also matches the mean and standard deviation of the painting's luminance to those
   * of the photo first. That is not done here: a style is prepared once for all photos, or long
   * before, and its lightness is part of it.
   */
  LUMINANCE,
  /**
   * Color matching: the painting is recolored before the style is prepared, so that the mean and
   * covariance of its RGB values equal those of the photo, except where levels are clamped (see
   * {@link io.github.stylizer.internal.image.ColorTransfer#matched}). Several paintings are
   * recolored one by one. The result has the photo's palette, but colors may move to other places.
   * Since the style depends on the photo in its final size, every photo takes as long as the first
   * one in a new style. Needs paintings: a style code, a bundled style or a model cannot be
   * recolored.
   */
  MATCHED_STYLE
}
