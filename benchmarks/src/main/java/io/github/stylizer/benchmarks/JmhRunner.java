package io.github.stylizer.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks through JMH, each in a virtual machine of its own with this one's options. */
final class JmhRunner {
  private final OutputFormat log;

  /**
   * Makes a runner.
   *
   * @param log where JMH's own words go
   */
  JmhRunner(PrintStream log) {
    this.log = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
  }

  /** All benchmarks on the class path. */
  static List<BenchmarkListEntry> benchmarks() {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
    return List.copyOf(BenchmarkList.defaultList().getAll(silent, List.of()));
  }

  /**
   * Runs a benchmark.
   *
   * @return a result for each mode in which it is measured
   * @throws RunnerException if it fails
   */
  Collection<RunResult> run(BenchmarkRun run) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + Pattern.quote(run.benchmark()) + "$")
        .forks(1)
        .threads(run.threads())
        .warmupIterations(run.effort().warmUps())
        .warmupTime(TimeValue.seconds(run.effort().seconds()))
        .measurementIterations(run.effort().iterations())
        .measurementTime(TimeValue.seconds(run.effort().seconds()))
        .shouldFailOnError(true);
    run.parameters().forEach(options::param);
    return new Runner(options.build(), log).run();
  }
}
