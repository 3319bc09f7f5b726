package io.github.stylizer.examples.painting;

import io.github.stylizer.Mask;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the photo is painted.
 *
 * @param image white or opaque where the photo is painted; null to paint all of it
 * @param inverted whether the other part is painted
 * @param feather pixels of the result over which edges are softened, up to {@link #MOST_FEATHER}
 */
public record MaskSettings(@Nullable SettingsImage image, boolean inverted, double feather) {

  /** Most pixels over which edges are softened. */
  public static final double MOST_FEATHER = 10_000;

  /** All of the photo. */
  public static final MaskSettings NONE = new MaskSettings(null, false, 0);

  /**
   * Checks ranges.
   *
   * @param image of the mask, or null
   * @param inverted whether the other part is painted
   * @param feather pixels of the result
   * @throws IllegalArgumentException if the feather is out of range
   */
  public MaskSettings {
    PaintSettings.require("feather", feather, 0, MOST_FEATHER);
  }

  /**
   * Softens a mask as these settings say.
   *
   * @param read a mask as it was read
   * @return with soft edges
   */
  public Mask soft(Mask read) {
    return read.feather(feather);
  }

  /** The mask as it is used; null if there is none. */
  @Nullable Mask mask() throws IOException {
    if (image == null) {
      return null;
    }
    Mask soft = soft(image.mask());
    return inverted ? soft.inverted() : soft;
  }
}
