package io.github.stylizer;

/**
 * How the colors of a photo are kept, after Gatys, Bethge, Hertzmann and Shechtman, "Preserving
 * Color in Neural Artistic Style Transfer", 2016 (<a href="https://arxiv.org/abs/1606.05897">arXiv
 * 1606.05897</a>).
 */
public enum ColorPreservation {
  /**
   * Luminance-only transfer: the photo is painted as ever, and the result takes the luminance (Y of
   * YIQ) of the painted picture and the chroma (I and Q) of the photo. Every pixel keeps the hue of
   * the photo's; where luminance and chroma together lie outside of RGB, it becomes paler. It works
   * with every method and costs next to nothing.
   *
   * <p>The paper also brings mean and standard deviation of the painting's luminance to those of
   * the photo before the style is learned. That is not done here: a style is made ready once for
   * all photos, or long ago, and its lightness is part of it.
   */
  LUMINANCE,
  /**
   * Color histogram matching: the painting is recolored before the style is made ready, so that
   * mean and covariance of its RGB equal those of the photo, but for clamped levels (see {@link
   * io.github.stylizer.internal.image.ColorTransfer#matched}). Several paintings are recolored one
   * by one. The strokes then take the photo's palette, but not each its own place. It depends on
   * the photo: the pictures of the style are read and made ready anew for each one, in its final
   * size, which takes as long as for the first photo in a new style. It needs style pictures; a
   * style that is ready already cannot be recolored.
   */
  MATCHED_STYLE
}
