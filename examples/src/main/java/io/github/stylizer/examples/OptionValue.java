package io.github.stylizer.examples;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options that are not given keep the library's defaults. */
final class OptionValue {

  private OptionValue() {}

  static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
