package io.github.stylizer.benchmarks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One benchmark with one value for each parameter, in a virtual machine of its own.
 *
 * @param benchmark the full name of its method
 * @param parameters its parameters in the order in which they are shown
 * @param threads how many threads call it at the same time
 * @param effort how long it is repeated
 */
record BenchmarkRun(String benchmark, Map<String, String> parameters, int threads, Effort effort) {

  BenchmarkRun {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Class and method without the package. */
  String shortName() {
    return shortName(benchmark);
  }

  static String shortName(String benchmark) {
    int dot = benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1);
    return benchmark.substring(dot + 1);
  }

  @Override
  public String toString() {
    String values =
        parameters.entrySet().stream()
            .map(parameter -> " " + parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining());
    return shortName() + values + (threads == 1 ? "" : " threads=" + threads);
  }
}
