package io.github.stylizer.examples;

import java.util.function.Consumer;

/** What is not given on the command line is left to the library's defaults. */
final class OptionValue {

  private OptionValue() {}

  static <T> void ifGiven(T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
