package io.github.stylizer;

import java.util.Objects;

/**
 * What a {@link Stylizer} does with its style.
 *
 * @param longerSide of the result in pixels; 0 for that of the photo
 * @param strength from the photo, 0, to the full style, 1
 * @param colors how the photo's colors are kept; null for those of the painting
 * @param precision what the style is computed with; null for what its model chooses
 * @param listener told of progress
 */
record StylizerSettings(
    int longerSide,
    double strength,
    ColorPreservation colors,
    Precision precision,
    ProgressListener listener) {
  static final StylizerSettings DEFAULT =
      new StylizerSettings(0, 1, null, null, ProgressListener.NONE);

  StylizerSettings longerSide(int pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException("the size must be at least 1 pixel, but is " + pixels);
    }
    return new StylizerSettings(pixels, strength, colors, precision, listener);
  }

  StylizerSettings strength(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the strength must be from 0 to 1, but is " + share);
    }
    return new StylizerSettings(longerSide, share, colors, precision, listener);
  }

  StylizerSettings colors(ColorPreservation preservation) {
    Objects.requireNonNull(preservation, "preservation");
    return new StylizerSettings(longerSide, strength, preservation, precision, listener);
  }

  StylizerSettings precision(Precision computed) {
    Objects.requireNonNull(computed, "computed");
    return new StylizerSettings(longerSide, strength, colors, computed, listener);
  }

  StylizerSettings listener(ProgressListener progressListener) {
    Objects.requireNonNull(progressListener, "progressListener");
    return new StylizerSettings(longerSide, strength, colors, precision, progressListener);
  }
}
