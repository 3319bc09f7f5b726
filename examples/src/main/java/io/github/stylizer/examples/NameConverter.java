package io.github.stylizer.examples;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns {@code some-name} into the constant {@code SOME_NAME}. */
abstract class NameConverter<E extends Enum<E>> implements ITypeConverter<E> {

  private final E[] constants;

  NameConverter(E[] constants) {
    this.constants = constants;
  }

  @Override
  public final E convert(String text) {
    for (E constant : constants) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    throw new TypeConversionException(
        Arrays.stream(constants)
            .map(NameConverter::name)
            .collect(Collectors.joining(", ", "must be one of ", ", but is '" + text + "'")));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
