package io.github.stylizer.examples.window;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.examples.painting.ColorSettings;

/** Whose colors a picture gets if there is no palette. */
enum ColorChoice {
  STYLE,
  PHOTO,
  MATCHED,
  EXACT;

  /** The choice that leads to these settings. */
  static ColorChoice of(ColorSettings colors) {
    if (colors.preserved() == null) {
      return colors.matched() != null ? EXACT : STYLE;
    }
    return colors.preserved() == ColorPreservation.LUMINANCE ? PHOTO : MATCHED;
  }

  ColorSettings settings(double amount) {
    return switch (this) {
      case STYLE -> ColorSettings.STYLE;
      case PHOTO -> ColorSettings.preserving(ColorPreservation.LUMINANCE, amount);
      case MATCHED -> ColorSettings.preserving(ColorPreservation.MATCHED_STYLE, amount);
      case EXACT -> ColorSettings.matching(amount);
    };
  }

  /** How much of the chosen colors there is. */
  static double amount(ColorSettings colors) {
    if (colors.palette() != null) {
      return colors.paletteAmount();
    }
    Double matched = colors.matched();
    return matched == null ? colors.preservedAmount() : matched;
  }
}
