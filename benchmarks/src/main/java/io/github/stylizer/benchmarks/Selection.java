package io.github.stylizer.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * Benchmarks, and the values of their parameters: all combinations are run.
 *
 * @param pattern a regular expression that is found in the full names of their methods
 * @param effort how long each is repeated
 * @param threads by how many threads it is called
 * @param parameters values of parameters; one that a benchmark does not have is left out, one that
 *     is not named here takes the values that the benchmark's own class gives it
 */
record Selection(
    Pattern pattern, Effort effort, List<Integer> threads, Map<String, List<String>> parameters) {

  static Selection of(String pattern, Effort effort) {
    return new Selection(Pattern.compile(pattern), effort, List.of(1), Map.of());
  }

  /** This selection with values of one more parameter. */
  Selection with(String parameter, Object... values) {
    Map<String, List<String>> more = new LinkedHashMap<>(parameters);
    more.put(parameter, List.of(values).stream().map(Object::toString).toList());
    return new Selection(pattern, effort, threads, more);
  }

  /** This selection, called by so many threads, in turn. */
  Selection threads(Integer... counts) {
    return new Selection(pattern, effort, List.of(counts), parameters);
  }

  boolean matches(BenchmarkListEntry benchmark) {
    return pattern.matcher(benchmark.getUsername()).find();
  }

  /** Everything that is to be run, of the benchmarks that there are. */
  List<BenchmarkRun> runs(Collection<BenchmarkListEntry> benchmarks) {
    // A benchmark that is measured in two modes is listed twice.
    Map<String, BenchmarkListEntry> matching = new TreeMap<>();
    benchmarks.stream()
        .filter(this::matches)
        .forEach(entry -> matching.put(entry.getUsername(), entry));
    List<BenchmarkRun> runs = new ArrayList<>();
    matching.forEach(
        (name, entry) -> {
          for (Map<String, String> values : combinations(valuesOf(entry))) {
            threads.forEach(count -> runs.add(new BenchmarkRun(name, values, count, effort)));
          }
        });
    return runs;
  }

  private Map<String, List<String>> valuesOf(BenchmarkListEntry benchmark) {
    Map<String, String[]> own = benchmark.getParams().orElse(Map.of());
    Map<String, List<String>> values = new LinkedHashMap<>(parameters);
    values.keySet().retainAll(own.keySet());
    new TreeMap<>(own).forEach((name, defaults) -> values.putIfAbsent(name, List.of(defaults)));
    return values;
  }

  private static List<Map<String, String>> combinations(Map<String, List<String>> values) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String value : parameter.getValue()) {
          Map<String, String> one = new LinkedHashMap<>(combination);
          one.put(parameter.getKey(), value);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
