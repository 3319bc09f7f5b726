package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @AfterEach
  void forgetTheTerminal() {
    System.clearProperty(ProgressDisplay.COLUMNS_PROPERTY);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Progress optimizing(long done, String stopReason) {
    return new Progress(
        "optimizing 8x6",
        done,
        200,
        Map.of("total", 200.0 - done),
        Duration.ofSeconds(done),
        null,
        stopReason);
  }

  @Test
  void aBarIsForATerminalOnly() {
    System.setProperty(ProgressDisplay.COLUMNS_PROPERTY, "100");
    assertThat(ProgressDisplay.on(err)).isInstanceOf(ProgressBars.class);
    System.setProperty(ProgressDisplay.COLUMNS_PROPERTY, "0");
    assertThat(ProgressDisplay.on(err)).isInstanceOf(ProgressLines.class);
  }

  @Test
  void linesComeAtTheBeginningAtEveryTenthAndAtTheEnd() {
    try (ProgressDisplay display = new ProgressLines(err)) {
      for (int done = 1; done <= 200; done++) {
        display.onProgress(optimizing(done, null));
      }
      display.onProgress(optimizing(200, "200 evaluations done"));
    }
    assertThat(lines()).hasSize(12);
    assertThat(lines().get(0)).isEqualTo("stylize: optimizing 8x6: 0 % (1 of 200), total 199.0");
    assertThat(lines().get(5))
        .isEqualTo(
            "stylize: optimizing 8x6: 50 % (100 of 200), total 100.0, 1.00/s, about 1 min 40 s left");
    assertThat(lines().get(11))
        .isEqualTo("stylize: optimizing 8x6: 200 evaluations done, total 0.000, 1.00/s");
  }

  @Test
  void paceAndTimeLeftLeaveOutWhatAnEarlierRunDid() {
    try (ProgressDisplay display = new ProgressLines(err)) {
      display.onProgress(training(600, 3));
      display.onProgress(training(700, 53));
    }
    assertThat(lines())
        .containsExactly(
            "stylize: training: 60 % (600 of 1000), total 5.000",
            "stylize: training: 70 % (700 of 1000), total 5.000, 2.00/s, about 2 min 30 s left");
  }

  private static Progress training(long done, long seconds) {
    Map<String, Double> losses = Map.of("total", 5.0);
    return new Progress("training", done, 1000, losses, Duration.ofSeconds(seconds), null, null);
  }

  @Test
  void everyStageBeginsANewLine() {
    try (ProgressDisplay display = new ProgressLines(err)) {
      display.onProgress(Progress.of("reading", 0, 0, Duration.ZERO));
      display.onProgress(Progress.of("fetching", 50, 100, Duration.ZERO));
      display.onProgress(Progress.of("fetching", 51, 100, Duration.ZERO));
      display.onProgress(Progress.of("reading", 0, 0, Duration.ZERO));
    }
    assertThat(lines())
        .containsExactly(
            "stylize: reading", "stylize: fetching: 50 % (50 of 100)", "stylize: reading");
  }

  @Test
  void aStageOfUnknownLengthIsHeardOfEveryTenSeconds() {
    try (ProgressDisplay display = new ProgressLines(err)) {
      for (int second = 0; second < 25; second++) {
        display.onProgress(Progress.of("fetching", second, 0, Duration.ofSeconds(second)));
      }
    }
    assertThat(lines())
        .containsExactly("stylize: fetching", "stylize: fetching: 10", "stylize: fetching: 20");
  }

  @Test
  void barsShowStageCountAndLosses() {
    try (ProgressDisplay display = new ProgressBars(err, 100)) {
      display.onProgress(Progress.of("fetching", 10, 0, Duration.ZERO));
      display.onProgress(optimizing(1, null));
      display.onProgress(optimizing(50, null));
    }
    String shown = bytes.toString(StandardCharsets.UTF_8);
    assertThat(shown).contains("fetching", "optimizing 8x6", "50/200", "25%", "1.00/s total 150.0");
    assertThat(shown).endsWith("\n");
  }

  @Test
  void closingABarKeepsAnInterrupt() {
    ProgressDisplay display = new ProgressBars(err, 100);
    display.onProgress(optimizing(1, null));
    Thread.currentThread().interrupt();
    display.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aBarThatNeverBeganLeavesNothing() {
    new ProgressBars(err, 100).close();
    assertThat(bytes.size()).isZero();
  }
}
