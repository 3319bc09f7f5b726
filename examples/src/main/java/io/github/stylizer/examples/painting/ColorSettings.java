package io.github.stylizer.examples.painting;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Stylizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whose colors a picture gets, as {@code --preserve-colors}, {@code --match-colors} and {@code
 * --palette} say. Which of them cannot be combined, {@link Stylizer} knows.
 *
 * @param preserved how the photo's colors are kept; null if they are not
 * @param preservedAmount how much of them is kept, from 0 to 1
 * @param matched how much of the painting's colors the result is given, from 0 to 1; null if none
 * @param palette an image whose colors the result is given; null if none
 * @param paletteAmount how much of them, from 0 to 1
 */
public record ColorSettings(
    @Nullable ColorPreservation preserved,
    double preservedAmount,
    @Nullable Double matched,
    @Nullable SettingsImage palette,
    double paletteAmount) {

  /** The colors that the style makes. */
  public static final ColorSettings STYLE = new ColorSettings(null, 1, null, null, 1);

  /**
   * Checks ranges.
   *
   * @param preserved how the photo's colors are kept, or null
   * @param preservedAmount how much of them, from 0 to 1
   * @param matched how much of the painting's, from 0 to 1, or null
   * @param palette an image, or null
   * @param paletteAmount how much of its colors, from 0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public ColorSettings {
    PaintSettings.require("the amount of the photo's colors", preservedAmount, 0, 1);
    if (matched != null) {
      PaintSettings.require("the amount of the painting's colors", matched, 0, 1);
    }
    PaintSettings.require("the amount of the palette", paletteAmount, 0, 1);
  }

  /**
   * Keeps colors of the photo.
   *
   * @param way how
   * @param amount how much of them, from 0 to 1
   * @return colors of photo and style
   */
  public static ColorSettings preserving(ColorPreservation way, double amount) {
    return new ColorSettings(way, amount, null, null, 1);
  }

  /**
   * Gives the result the colors of the painting.
   *
   * @param amount how much of them, from 0 to 1
   * @return the painting's colors
   */
  public static ColorSettings matching(double amount) {
    return new ColorSettings(null, 1, amount, null, 1);
  }

  /**
   * Gives the result the colors of an image.
   *
   * @param image whose colors
   * @param amount how much of them, from 0 to 1
   * @return the image's colors
   */
  public static ColorSettings of(SettingsImage image, double amount) {
    return new ColorSettings(null, 1, null, image, amount);
  }

  List<UnaryOperator<Stylizer>> changes() throws IOException {
    List<UnaryOperator<Stylizer>> changes = new ArrayList<>();
    if (palette != null) {
      BufferedImage image = palette.picture();
      changes.add(stylizer -> stylizer.palette(image, paletteAmount));
    }
    if (matched != null) {
      changes.add(stylizer -> stylizer.matchColors(matched));
    }
    if (preserved != null) {
      changes.add(stylizer -> stylizer.preserveColors(preserved, preservedAmount));
    }
    return changes;
  }
}
