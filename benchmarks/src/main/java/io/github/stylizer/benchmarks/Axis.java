package io.github.stylizer.benchmarks;

import java.util.function.ToDoubleFunction;

/**
 * What an axis of a plot shows.
 *
 * @param label its name and unit
 * @param parameter the parameter that it is about; empty if it is about what was measured
 * @param value the number of a result; NaN if it has none
 */
record Axis(String label, String parameter, ToDoubleFunction<Measured> value) {

  /** A parameter that is a number. */
  static Axis of(String parameter, String label) {
    return new Axis(label, parameter, result -> number(result, parameter));
  }

  /** The pixels of a square whose side is a parameter, in millions. */
  static Axis megapixels(String parameter) {
    return new Axis(
        "megapixels", parameter, result -> 1e-6 * Math.pow(number(result, parameter), 2));
  }

  static Axis milliseconds() {
    return new Axis("ms (median)", "", Measured::median);
  }

  /** Operations in a second, times the pictures that a parameter says are in each. */
  static Axis picturesPerSecond(String pictures) {
    return new Axis(
        "pictures/s", "", result -> result.operationsPerSecond() * number(result, pictures));
  }

  /** A further number of the benchmark. */
  static Axis other(String name, String label) {
    return new Axis(label, "", result -> result.others().getOrDefault(name, Double.NaN));
  }

  private static double number(Measured result, String parameter) {
    String value = result.parameters().get(parameter);
    return value == null ? Double.NaN : Double.parseDouble(value);
  }
}
