package io.github.stylizer.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** A run as JMH reports it, of {@code org.example.Net.photos} with base 8. */
final class RecordedRun {
  private RecordedRun() {}

  /** An iteration for each primary result; the others belong to the one before them. */
  static RunResult of(Mode mode, int threads, List<Result<?>> results) {
    IterationParams iteration =
        new IterationParams(IterationType.MEASUREMENT, results.size(), TimeValue.seconds(1), 1);
    WorkloadParams parameters = new WorkloadParams();
    parameters.put("base", "8", 0);
    BenchmarkParams benchmark =
        new BenchmarkParams(
            "org.example.Net.photos",
            "org.example.Generated",
            false,
            threads,
            new int[] {1},
            List.of(),
            1,
            0,
            iteration,
            iteration,
            mode,
            parameters,
            TimeUnit.SECONDS,
            1,
            "java",
            List.of(),
            "17",
            "VM",
            "17",
            "1.37",
            TimeValue.minutes(1));
    List<IterationResult> iterations = new ArrayList<>();
    for (Result<?> result : results) {
      if (result.getRole().isPrimary()) {
        iterations.add(new IterationResult(benchmark, iteration, null));
      }
      iterations.get(iterations.size() - 1).addResult(result);
    }
    return new RunResult(benchmark, List.of(new BenchmarkResult(benchmark, iterations)));
  }
}
