package io.github.stylizer.examples.painting;

import io.github.stylizer.Mask;
import io.github.stylizer.Quality;
import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How to paint, with the ranges and the defaults of the command: what the page of {@code stylize
 * serve} and the window let people choose.
 *
 * @param quality how much time a picture is worth
 * @param strength from 0 (photo) to 1 (full style)
 * @param styleStrength how much of the style is taken, from 0 (the photo's own style) to 1
 * @param strokes how many times as large strokes are, from {@link #LEAST_STROKES} to {@link
 *     #MOST_STROKES}
 * @param colors whose colors the result gets
 * @param mask which part of the photo is painted
 * @param size longer side of the result in pixels; null for that of the photo
 */
public record PaintSettings(
    Quality quality,
    double strength,
    double styleStrength,
    double strokes,
    ColorSettings colors,
    MaskSettings mask,
    @Nullable Integer size) {

  /** Least factor for strokes. */
  public static final double LEAST_STROKES = 0.125;

  /** Largest factor for strokes. */
  public static final double MOST_STROKES = 8;

  /** What the command does without options. */
  public static final PaintSettings DEFAULT =
      new PaintSettings(Quality.FAST, 1, 1, 1, ColorSettings.STYLE, MaskSettings.NONE, null);

  /**
   * Checks ranges.
   *
   * @param quality how much time a picture is worth
   * @param strength from 0 to 1
   * @param styleStrength from 0 to 1
   * @param strokes factor for strokes
   * @param colors of the result
   * @param mask of what is painted
   * @param size longer side of the result, or null
   * @throws IllegalArgumentException if a number is out of range
   */
  public PaintSettings {
    require("strength", strength, 0, 1);
    require("style-strength", styleStrength, 0, 1);
    require("strokes", strokes, LEAST_STROKES, MOST_STROKES);
    if (size != null && size < 1) {
      throw new IllegalArgumentException("size must be at least 1, but is " + size);
    }
  }

  static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must be from %s to %s, but is %s", name, least, most, value));
    }
  }

  /**
   * Changes the strength.
   *
   * @param other from 0 to 1
   * @return settings that are otherwise the same
   */
  public PaintSettings withStrength(double other) {
    return new PaintSettings(quality, other, styleStrength, strokes, colors, mask, size);
  }

  /**
   * Changes the quality.
   *
   * @param other how much time a picture is worth
   * @return settings that are otherwise the same
   */
  public PaintSettings withQuality(Quality other) {
    return new PaintSettings(other, strength, styleStrength, strokes, colors, mask, size);
  }

  /**
   * Changes how much of the style is taken.
   *
   * @param other from 0 to 1
   * @return settings that are otherwise the same
   */
  public PaintSettings withStyleStrength(double other) {
    return new PaintSettings(quality, strength, other, strokes, colors, mask, size);
  }

  /**
   * Changes the strokes.
   *
   * @param other factor for strokes
   * @return settings that are otherwise the same
   */
  public PaintSettings withStrokes(double other) {
    return new PaintSettings(quality, strength, styleStrength, other, colors, mask, size);
  }

  /**
   * Changes the colors.
   *
   * @param other whose colors the result gets
   * @return settings that are otherwise the same
   */
  public PaintSettings withColors(ColorSettings other) {
    return new PaintSettings(quality, strength, styleStrength, strokes, other, mask, size);
  }

  /**
   * Changes the mask.
   *
   * @param other which part of the photo is painted
   * @return settings that are otherwise the same
   */
  public PaintSettings withMask(MaskSettings other) {
    return new PaintSettings(quality, strength, styleStrength, strokes, colors, other, size);
  }

  /**
   * Changes the size.
   *
   * @param other longer side of the result in pixels; null for that of the photo
   * @return settings that are otherwise the same
   */
  public PaintSettings withSize(@Nullable Integer other) {
    return new PaintSettings(quality, strength, styleStrength, strokes, colors, mask, other);
  }

  /**
   * Makes a stylizer of these settings.
   *
   * @param opened is closed, so that a style is freed with the last stylizer, not by the garbage
   *     collector
   * @return a stylizer that the caller closes
   * @throws IOException if the image of a palette or a mask cannot be read
   */
  public Stylizer applyTo(Stylizer opened) throws IOException {
    List<UnaryOperator<Stylizer>> changes;
    try {
      changes = changes();
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    return changed(opened, changes);
  }

  private List<UnaryOperator<Stylizer>> changes() throws IOException {
    List<UnaryOperator<Stylizer>> changes = new ArrayList<>();
    if (size != null) {
      changes.add(stylizer -> stylizer.size(size));
    }
    if (strength != 1) {
      changes.add(stylizer -> stylizer.strength(strength));
    }
    if (styleStrength != 1) {
      changes.add(stylizer -> stylizer.styleStrength(styleStrength));
    }
    if (strokes != 1) {
      changes.add(stylizer -> stylizer.strokes(strokes));
    }
    if (quality != Quality.FAST) {
      changes.add(stylizer -> stylizer.quality(quality));
    }
    changes.addAll(colors.changes());
    Mask part = mask.mask();
    if (part != null) {
      changes.add(stylizer -> stylizer.mask(part));
    }
    return changes;
  }

  /**
   * Changes a stylizer step by step.
   *
   * @param opened is closed
   * @param changes are made in this order
   * @return a stylizer that the caller closes
   */
  public static Stylizer changed(Stylizer opened, List<UnaryOperator<Stylizer>> changes) {
    Stylizer result = opened;
    for (UnaryOperator<Stylizer> change : changes) {
      try (Stylizer before = result) {
        result = change.apply(before);
      }
    }
    return result;
  }
}
