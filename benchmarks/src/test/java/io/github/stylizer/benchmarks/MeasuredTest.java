package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.util.SampleBuffer;

class MeasuredTest {
  private static final long MS = 1_000_000;
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void averageTimesAreMilliseconds() {
    Measured measured =
        Measured.of(
            RecordedRun.of(
                Mode.AverageTime,
                1,
                List.of(
                    new AverageTimeResult(
                        ResultRole.PRIMARY, "photos", 2, 6000 * MS, TimeUnit.SECONDS),
                    new AverageTimeResult(
                        ResultRole.PRIMARY, "photos", 1, 1000 * MS, TimeUnit.SECONDS),
                    new AverageTimeResult(
                        ResultRole.PRIMARY, "photos", 1, 2000 * MS, TimeUnit.SECONDS))));

    assertThat(measured.shortName()).isEqualTo("Net.photos");
    assertThat(measured.parameters()).containsExactly(entry("base", "8"), entry("threads", "1"));
    assertThat(measured.mean()).isCloseTo(2000, CLOSE);
    assertThat(measured.median()).isCloseTo(2000, CLOSE);
    assertThat(measured.error()).isPositive();
    assertThat(measured.count()).isEqualTo(3);
    assertThat(measured.tails()).isEmpty();
    assertThat(measured.operationsPerSecond()).isCloseTo(0.5, CLOSE);
  }

  @Test
  void samplesHaveTails() {
    SampleBuffer samples = new SampleBuffer();
    for (int i = 1; i <= 100; i++) {
      samples.add(i * MS);
    }
    Measured measured =
        Measured.of(
            RecordedRun.of(
                Mode.SampleTime,
                4,
                List.of(
                    new SampleTimeResult(
                        ResultRole.PRIMARY, "photos", samples, TimeUnit.SECONDS))));

    // JMH keeps samples with a precision of a per cent.
    assertThat(measured.median()).isCloseTo(50.5, within(1.0));
    assertThat(measured.tails().get(0)).isCloseTo(90, within(2.0));
    assertThat(measured.tails().get(1)).isCloseTo(99, within(2.0));
    assertThat(measured.count()).isEqualTo(100);
    assertThat(measured.operationsPerSecond()).isCloseTo(4000 / measured.mean(), CLOSE);
    assertThat(measured.others()).isEmpty();
  }

  @Test
  void oneShotHasNoError() {
    Measured measured =
        Measured.of(
            RecordedRun.of(
                Mode.SingleShotTime,
                1,
                List.of(
                    new SingleShotResult(
                        ResultRole.PRIMARY, "photos", 1500 * MS, TimeUnit.SECONDS))));

    assertThat(measured.mean()).isCloseTo(1500, CLOSE);
    assertThat(measured.error()).isNaN();
  }

  @Test
  void throughputBecomesTheTimeOfAThread() {
    Measured measured =
        Measured.of(
            RecordedRun.of(
                Mode.Throughput,
                2,
                List.of(
                    new ThroughputResult(
                        ResultRole.PRIMARY, "photos", 8, 1000 * MS, TimeUnit.SECONDS))));

    assertThat(measured.mean()).isCloseTo(250, CLOSE);
    assertThat(measured.median()).isCloseTo(250, CLOSE);
    assertThat(measured.operationsPerSecond()).isCloseTo(8, CLOSE);
  }

  @Test
  void furtherNumbersAreKept() {
    Measured measured =
        Measured.of(
            RecordedRun.of(
                Mode.AverageTime,
                1,
                List.of(
                    new AverageTimeResult(ResultRole.PRIMARY, "photos", 1, MS, TimeUnit.SECONDS),
                    new ScalarResult("peakMegabytes", 12, "#", AggregationPolicy.SUM))));

    assertThat(measured.others()).containsExactly(entry("peakMegabytes", 12.0));
  }

  @Test
  void parametersVaryIfOneResultLacksThem() {
    List<Measured> results =
        List.of(
            Results.of("Net.photos", Map.of("base", "8", "size", "256", "batch", "1"), 1),
            Results.of("Net.photos", Map.of("base", "8", "size", "512", "batch", "1"), 1),
            Results.of("Net.first", Map.of("base", "8", "size", "256"), 1));

    assertThat(Measured.varying(results)).containsExactlyInAnyOrder("size", "batch");
    assertThat(Measured.varying(results.subList(0, 1))).isEmpty();
    assertThat(Measured.varying(List.of())).isEmpty();
  }
}
