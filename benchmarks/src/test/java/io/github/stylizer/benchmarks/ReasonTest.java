package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

class ReasonTest {

  @Test
  void whatJmhHangsToItsExceptionIsFound() {
    Throwable thrown = new IllegalStateException("wrapped", new OutOfMemoryError("heap\n space"));
    RunnerException failure =
        new RunnerException(
            "Benchmark caught the exception",
            new BenchmarkException("Benchmark error during the run", List.of(thrown)));

    assertThat(Reason.of(failure)).isEqualTo("OutOfMemoryError: heap space");
  }

  @Test
  void itsOwnMessageStandsIfThereIsNothingBelow() {
    assertThat(Reason.of(new RunnerException("Forked VM failed with exit code 137")))
        .isEqualTo("RunnerException: Forked VM failed with exit code 137");
    assertThat(Reason.of(new IOException("ratios.json: is not JSON")))
        .isEqualTo("ratios.json: is not JSON");
    assertThat(Reason.of(new IOException("a.png: cannot be written", new RuntimeException("x"))))
        .isEqualTo("a.png: cannot be written");
    assertThat(Reason.of(new StackOverflowError())).isEqualTo("StackOverflowError");
  }

  @Test
  void longMessagesAreCut() {
    assertThat(Reason.of(new IllegalStateException("x".repeat(5000)))).hasSize(401).endsWith("…");
  }

  @Test
  void aMissingNativeLibraryIsOneLineThatSaysWhatToDo() {
    Throwable failure =
        new IllegalStateException(
            "Failed to save pytorch index file", new UnknownHostException("example.org"));

    assertThat(EngineProbe.missing(failure, false))
        .contains("UnknownHostException: example.org", "-Pcuda", "BENCHMARKS_MAVEN_OPTS=-Pcpu")
        .doesNotContain("\n");
    assertThat(EngineProbe.missing(failure, true))
        .contains("is on the class path", "UnknownHostException: example.org")
        .doesNotContain("-Pcuda");
  }
}
