package io.github.stylizer.benchmarks;

import java.util.Locale;

/** Numbers as a person reads them: three digits that count. */
final class Numbers {
  private Numbers() {}

  /** A time, for instance {@code 850 µs}, {@code 4.31 ms}, {@code 18.6 s}; a dash for none. */
  static String time(double milliseconds) {
    if (Double.isNaN(milliseconds)) {
      return "–";
    }
    if (milliseconds < 0.9995) {
      return three(1000 * milliseconds) + " µs";
    }
    return milliseconds < 9999.5 ? three(milliseconds) + " ms" : three(milliseconds / 1000) + " s";
  }

  /** For instance {@code 0.512}, {@code 4.31}, {@code 43.1}, {@code 4310}; a dash for none. */
  static String three(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    int digits = size < 0.9995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
