package io.github.stylizer.examples;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Stylizer;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --preserve-colors} asks for.
 *
 * @param way how colors are kept
 * @param amount of the photo's colors, 0 … 1
 */
record Preserved(ColorPreservation way, double amount) {
  static final String LUMINANCE = "luminance";
  static final String MATCHED = "matched";

  /** Parses {@code luminance}, {@code matched}, {@code 0.5} and {@code matched=0.5}. */
  static final class Converter implements ITypeConverter<Preserved> {

    @Override
    public Preserved convert(String text) {
      int equals = text.indexOf('=');
      String way = equals < 0 ? text : text.substring(0, equals);
      return switch (way) {
        case LUMINANCE -> new Preserved(ColorPreservation.LUMINANCE, amount(text, equals));
        case MATCHED -> new Preserved(ColorPreservation.MATCHED_STYLE, amount(text, equals));
        default -> new Preserved(ColorPreservation.LUMINANCE, number(text));
      };
    }

    private static double amount(String text, int equals) {
      return equals < 0 ? 1 : number(text.substring(equals + 1));
    }

    private static double number(String text) {
      try {
        return Amount.of(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            String.format(
                Locale.ROOT,
                "it must be one of %s, %s, or a number from 0 to 1, but is '%s'",
                LUMINANCE,
                MATCHED,
                text));
      }
    }
  }

  /**
   * Applies the option.
   *
   * @throws IllegalArgumentException if the style has no painting that could be recolored
   */
  Stylizer applyTo(Stylizer stylizer) {
    try {
      return stylizer.preserveColors(way, amount);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--preserve-colors=%s recolors the painting, but this style is precomputed: give a painting, or use --preserve-colors",
              MATCHED),
          e);
    }
  }
}
