package io.github.stylizer.benchmarks;

import java.util.List;
import java.util.Map;

/** Results that tests make up. */
final class Results {
  private Results() {}

  /** Of iterations: a mean without an error, and further numbers. */
  static Measured of(
      String method,
      Map<String, String> parameters,
      double milliseconds,
      Map<String, Double> more) {
    return new Measured(
        "org.example." + method,
        parameters,
        milliseconds,
        Double.NaN,
        milliseconds,
        List.of(),
        3,
        more);
  }

  static Measured of(String method, Map<String, String> parameters, double milliseconds) {
    return of(method, parameters, milliseconds, Map.of());
  }
}
