package io.github.stylizer.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The colors that {@code --palette} asks for.
 *
 * @param image whose colors
 * @param amount of its colors, 0 … 1
 */
record Palette(Path image, double amount) {

  /** Parses {@code painting.jpg} and {@code painting.jpg=0.5}. */
  static final class Converter implements ITypeConverter<Palette> {

    @Override
    public Palette convert(String text) {
      int equals = text.lastIndexOf('=');
      // A file name may contain an equals sign.
      if (equals < 1 || Files.exists(Path.of(text))) {
        return new Palette(Path.of(text), 1);
      }
      String amount = text.substring(equals + 1);
      try {
        return new Palette(Path.of(text.substring(0, equals)), Amount.of(amount));
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "the amount of colors must be a number from 0 to 1, but is '" + amount + "'");
      }
    }
  }
}
