package io.github.stylizer.gatys;

import io.github.stylizer.MethodOption;
import java.util.List;
import java.util.Locale;

/** Parses values of text options. */
final class TextOption {
  private TextOption() {}

  static double number(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be a number, but is '%s'", name, value), e);
    }
  }

  static long integer(String name, String value, long maximum) {
    try {
      long number = Long.parseLong(value);
      if (Math.abs(number) <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "%s must be a whole number, but is '%s'", name, value));
  }

  /**
   * Checks that a method has an option.
   *
   * @throws IllegalArgumentException if it has not
   */
  static void requireKnown(String method, List<MethodOption> options, String name) {
    List<String> names = options.stream().map(MethodOption::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has no option '%s'; it has %s",
              method,
              name,
              String.join(", ", names)));
    }
  }
}
