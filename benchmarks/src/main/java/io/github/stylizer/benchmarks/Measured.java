package io.github.stylizer.benchmarks;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one benchmark with one set of parameters has taken.
 *
 * @param benchmark the full name of its method
 * @param parameters its parameters, and {@value #THREADS}
 * @param mean milliseconds of an operation
 * @param error half the width of the 99.9 % confidence interval of the mean in milliseconds; NaN if
 *     there are too few measurements
 * @param median milliseconds, over operations where they are sampled, over iterations otherwise
 * @param tails milliseconds below which 90 and 99 percent of the operations stay; empty where
 *     operations are not sampled
 * @param count how many operations or iterations the median is of
 * @param others further numbers of the benchmark by their names
 */
record Measured(
    String benchmark,
    Map<String, String> parameters,
    double mean,
    double error,
    double median,
    List<Double> tails,
    long count,
    Map<String, Double> others) {

  /** The parameter that says how many threads called the benchmark at the same time. */
  static final String THREADS = "threads";

  Measured {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    tails = List.copyOf(tails);
    others = Collections.unmodifiableMap(new TreeMap<>(others));
  }

  static Measured of(RunResult result) {
    BenchmarkParams parameters = result.getParams();
    Result<?> primary = result.getPrimaryResult();
    Statistics statistics = primary.getStatistics();
    double unit = 1e-6 * TimeUnit.NANOSECONDS.convert(1, parameters.getTimeUnit());
    boolean sampled = parameters.getMode() == Mode.SampleTime;
    if (parameters.getMode() == Mode.Throughput) {
      return ofThroughput(result, unit * parameters.getThreads());
    }
    return new Measured(
        parameters.getBenchmark(),
        named(parameters),
        unit * primary.getScore(),
        unit * primary.getScoreError(),
        unit * statistics.getPercentile(50),
        sampled
            ? List.of(unit * statistics.getPercentile(90), unit * statistics.getPercentile(99))
            : List.of(),
        statistics.getN(),
        others(result));
  }

  /** What a thread takes for an operation, if all together make so many in a unit of time. */
  private static Measured ofThroughput(RunResult result, double unit) {
    Result<?> primary = result.getPrimaryResult();
    double mean = unit / primary.getScore();
    return new Measured(
        result.getParams().getBenchmark(),
        named(result.getParams()),
        mean,
        mean * primary.getScoreError() / primary.getScore(),
        unit / primary.getStatistics().getPercentile(50),
        List.of(),
        primary.getStatistics().getN(),
        others(result));
  }

  private static Map<String, String> named(BenchmarkParams parameters) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String name : parameters.getParamsKeys()) {
      named.put(name, parameters.getParam(name));
    }
    named.put(THREADS, Integer.toString(parameters.getThreads()));
    return named;
  }

  private static Map<String, Double> others(RunResult result) {
    Map<String, Double> others = new TreeMap<>();
    result
        .getSecondaryResults()
        .forEach(
            (name, other) -> {
              // What JMH derives from the primary result, such as percentiles, is known already.
              if (!other.getRole().isDerivative()) {
                others.put(name, other.getScore());
              }
            });
    return others;
  }

  /** Class and method without the package. */
  String shortName() {
    return BenchmarkRun.shortName(benchmark);
  }

  /** Operations in a second, by all threads together. */
  double operationsPerSecond() {
    return 1000 / mean * Integer.parseInt(parameters.getOrDefault(THREADS, "1"));
  }

  /** The parameters that do not have one value in all results, in their order. */
  static Set<String> varying(Collection<Measured> results) {
    Set<String> varying = new LinkedHashSet<>();
    for (Measured result : results) {
      for (Measured other : results) {
        result.parameters.forEach(
            (name, value) -> {
              if (!value.equals(other.parameters.get(name))) {
                varying.add(name);
              }
            });
      }
    }
    return varying;
  }
}
