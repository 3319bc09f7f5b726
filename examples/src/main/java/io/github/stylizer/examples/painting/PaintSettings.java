package io.github.stylizer.examples.painting;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Quality;
import io.github.stylizer.Stylizer;
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
 * @param strokes how many times as large strokes are, from {@link #LEAST_STROKES} to {@link
 *     #MOST_STROKES}
 * @param colors how the photo's colors are kept; null for those of the painting
 * @param colorAmount how much of the photo's colors is kept, from 0 to 1; counts only with {@code
 *     colors}
 * @param size longer side of the result in pixels; null for that of the photo
 */
public record PaintSettings(
    Quality quality,
    double strength,
    double strokes,
    @Nullable ColorPreservation colors,
    double colorAmount,
    @Nullable Integer size) {

  /** Least factor for strokes. */
  public static final double LEAST_STROKES = 0.125;

  /** Largest factor for strokes. */
  public static final double MOST_STROKES = 8;

  /** What the command does without options. */
  public static final PaintSettings DEFAULT = new PaintSettings(Quality.FAST, 1, 1, null, 1, null);

  /**
   * Checks ranges.
   *
   * @param quality how much time a picture is worth
   * @param strength from 0 to 1
   * @param strokes factor for strokes
   * @param colors how the photo's colors are kept, or null
   * @param colorAmount how much of them, from 0 to 1
   * @param size longer side of the result, or null
   * @throws IllegalArgumentException if a number is out of range
   */
  public PaintSettings {
    require("strength", strength, 0, 1);
    require("strokes", strokes, LEAST_STROKES, MOST_STROKES);
    require("the amount of the photo's colors", colorAmount, 0, 1);
    if (size != null && size < 1) {
      throw new IllegalArgumentException("size must be at least 1, but is " + size);
    }
  }

  private static void require(String name, double value, double least, double most) {
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
    return new PaintSettings(quality, other, strokes, colors, colorAmount, size);
  }

  /**
   * Changes the size.
   *
   * @param other longer side of the result in pixels; null for that of the photo
   * @return settings that are otherwise the same
   */
  public PaintSettings withSize(@Nullable Integer other) {
    return new PaintSettings(quality, strength, strokes, colors, colorAmount, other);
  }

  /**
   * Makes a stylizer of these settings.
   *
   * @param opened is closed, so that a style is freed with the last stylizer, not by the garbage
   *     collector
   * @return a stylizer that the caller closes
   */
  public Stylizer applyTo(Stylizer opened) {
    List<UnaryOperator<Stylizer>> changes = new ArrayList<>();
    if (size != null) {
      changes.add(stylizer -> stylizer.size(size));
    }
    if (strength != 1) {
      changes.add(stylizer -> stylizer.strength(strength));
    }
    if (strokes != 1) {
      changes.add(stylizer -> stylizer.strokes(strokes));
    }
    if (quality != Quality.FAST) {
      changes.add(stylizer -> stylizer.quality(quality));
    }
    if (colors != null) {
      changes.add(stylizer -> stylizer.preserveColors(colors, colorAmount));
    }
    return changed(opened, changes);
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
