package io.github.stylizer.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --style}: a picture or the name of a style, and its share in a blend.
 *
 * @param name the file or the name, as it was written
 * @param weight its share, above 0
 */
record StyleOption(String name, double weight) {

  Path file() {
    return Path.of(name);
  }

  boolean isFile() {
    return Files.exists(file());
  }

  /** Takes {@code painting.jpg} and {@code painting.jpg=0.7}. */
  static final class Converter implements ITypeConverter<StyleOption> {

    @Override
    public StyleOption convert(String text) {
      int equals = text.lastIndexOf('=');
      // A file name may contain an equals sign.
      if (equals < 0 || Files.exists(Path.of(text))) {
        return new StyleOption(text, 1);
      }
      return new StyleOption(text.substring(0, equals), weight(text.substring(equals + 1)));
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
}
