package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SteppedTrainingTest {
  @TempDir private Path directory;
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void makesAStepWheneverItIsAskedTo() throws IOException, InterruptedException {
    SteppedTraining training =
        new SteppedTraining((folder, told) -> train(folder, told, 0), directory);
    assertThat(training.step().get("step").getAsInt()).isEqualTo(1);
    assertThat(training.step().get("step").getAsInt()).isEqualTo(2);
    training.end();
    assertThat(made).hasValue(2);
  }

  @Test
  void refusesSkippedSteps() throws InterruptedException, IOException {
    SteppedTraining training =
        new SteppedTraining((folder, told) -> train(folder, told, 1), directory);
    assertThatThrownBy(training::step)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("skipped");
    training.end();
  }

  @Test
  void tellsOfATrainingThatFails() {
    IOException cause = new IOException("no photos");
    SteppedTraining training =
        new SteppedTraining(
            (folder, told) -> {
              throw cause;
            },
            directory);
    assertThatThrownBy(training::step).isInstanceOf(IOException.class).hasCause(cause);
    assertThatThrownBy(training::end).hasCause(cause);
  }

  /** As a trainer tells: what it prepares, before the first step, after every step, at the end. */
  private void train(Path folder, ProgressListener told, int skipped) throws IOException {
    told.onProgress(Progress.of("encoding paintings", 1, 1, Duration.ZERO));
    told.onProgress(Progress.of("training", 0, 9, Duration.ZERO));
    while (!Thread.currentThread().isInterrupted()) {
      int step = made.incrementAndGet();
      Files.writeString(
          folder.resolve("metrics.jsonl"),
          String.format(Locale.ROOT, "{\"step\":%d,\"skipped_steps\":%d}%n", step, skipped),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      told.onProgress(Progress.of("training", step, 9, Duration.ZERO));
    }
  }
}
