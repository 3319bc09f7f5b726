package io.github.stylizer.benchmarks;

import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.util.Optional;

/** Benchmarks as JMH lists them. */
final class Benchmarks {
  private Benchmarks() {}

  /** With these parameters and the values that its class gives them. */
  static BenchmarkListEntry entry(String method, Mode mode, Map<String, String[]> parameters) {
    int dot = method.lastIndexOf('.');
    return new BenchmarkListEntry(
        method.substring(0, dot),
        "org.example.Generated",
        method.substring(dot + 1),
        mode,
        Optional.none(),
        new int[] {1},
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.none(),
        Optional.eitherOf(parameters.isEmpty() ? null : parameters),
        Optional.none(),
        Optional.none(),
        Optional.none());
  }
}
