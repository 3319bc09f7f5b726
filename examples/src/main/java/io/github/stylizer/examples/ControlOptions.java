package io.github.stylizer.examples;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Precision;
import io.github.stylizer.Stylizer;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is made of photo and style, with every method alike. */
final class ControlOptions {

  private static final String LUMINANCE = "luminance";
  private static final String MATCHED = "matched";

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Longest side of the result in pixels; otherwise that of the photo.")
  private Integer size;

  @Option(
      names = "--strength",
      paramLabel = "S",
      description = "How strong the style is, from 0, the photo, to 1, the full style (1).")
  private Double strength;

  @Option(
      names = "--preserve-colors",
      paramLabel = LUMINANCE + "|" + MATCHED,
      arity = "0..1",
      preprocessor = AttachedValue.class,
      converter = PreservationConverter.class,
      description = {
        "Keep the photo's colors and paint its lightness only (" + LUMINANCE + "),",
        "or give the painting the photo's colors before its style is learned, for each photo anew"
            + " ("
            + MATCHED
            + ")."
      })
  private ColorPreservation preservation;

  @Option(
      names = "--bfloat16",
      description =
          "Let the network compute with 8 significant bits: about twice as fast where the processor"
              + " has instructions for it, and no difference that can be seen. Not for gatys.")
  private boolean bfloat16;

  /** Takes a value only after an equals sign: what follows after a blank is the photo. */
  static final class AttachedValue implements IParameterPreprocessor {

    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (!"=".equals(info.get("separator"))) {
        arguments.push(LUMINANCE);
      }
      return false;
    }
  }

  /** Knows the ways to preserve colors by their names on the command line. */
  static final class PreservationConverter implements ITypeConverter<ColorPreservation> {

    @Override
    public ColorPreservation convert(String text) {
      return switch (text) {
        case LUMINANCE -> ColorPreservation.LUMINANCE;
        case MATCHED -> ColorPreservation.MATCHED_STYLE;
        default ->
            throw new TypeConversionException(
                "it must be one of " + LUMINANCE + ", " + MATCHED + ", but is '" + text + "'");
      };
    }
  }

  /**
   * Finds numbers out of range.
   *
   * @throws IllegalArgumentException if there is one
   */
  void check() {
    if (size != null && size < 1) {
      throw new IllegalArgumentException("--size must be at least 1, but is " + size);
    }
    if (strength != null && !(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("--strength must be from 0 to 1, but is " + strength);
    }
  }

  /** The same stylizer with what was asked for. */
  Stylizer with(Stylizer stylizer) {
    Stylizer result = size == null ? stylizer : stylizer.size(size);
    result = strength == null ? result : result.strength(strength);
    result = bfloat16 ? result.precision(Precision.BFLOAT16) : result;
    return preservation == null ? result : preserving(result);
  }

  private Stylizer preserving(Stylizer stylizer) {
    try {
      return stylizer.preserveColors(preservation);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          "--preserve-colors=%s recolors a painting before its style is computed, but this style has"
                  .formatted(MATCHED)
              + " been computed already: give a painting, or use --preserve-colors",
          e);
    }
  }
}
