package io.github.stylizer.examples;

import io.github.stylizer.Style;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code painting.jpg}, {@code great-wave} and {@code great-wave=0.7}. */
final class StyleConverter implements ITypeConverter<Style> {

  @Override
  public Style convert(String text) {
    int equals = text.lastIndexOf('=');
    // A file name may contain an equals sign.
    if (equals < 0 || exists(text)) {
      return style(text);
    }
    return style(text.substring(0, equals)).weight(weight(text.substring(equals + 1)));
  }

  private static Style style(String name) {
    return exists(name) ? Style.of(Path.of(name)) : Style.of(name);
  }

  private static boolean exists(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static double weight(String text) {
    double weight;
    try {
      weight = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      weight = Double.NaN;
    }
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new TypeConversionException(
          "the weight of a style must be a number above 0, but is '" + text + "'");
    }
    return weight;
  }
}
