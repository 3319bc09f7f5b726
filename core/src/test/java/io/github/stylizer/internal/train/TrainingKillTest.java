package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training whose process is killed at any moment goes on as if nothing had been. */
class TrainingKillTest {
  private static final long STEPS = 70;
  private static final int KILLS = 3;
  private static final int STEPS_TO_LIVE = 15;
  private static final long BALLAST = 200_000;

  @TempDir Path folder;

  /** The process that is killed: trains in the folder named, and tells every step. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws IOException {
      train(Path.of(arguments[0]), Long.parseLong(arguments[1]), Victim::tell);
    }

    private static void tell(Progress progress) {
      System.out.println("step " + progress.done());
    }
  }

  static void train(Path folder, long checkpointEvery, ProgressListener listener)
      throws IOException {
    train(folder, "training", STEPS, checkpointEvery, listener);
  }

  private static void train(
      Path folder, String name, long steps, long checkpointEvery, ProgressListener listener)
      throws IOException {
    Training training =
        new TinyTrainer(folder.resolve("photos"), steps)
            .randomCrop(0.5, 1)
            .checkpointEvery(checkpointEvery)
            .build();
    Path directory = folder.resolve(name);
    try (TinyTask task = new TinyTask().withBallast(BALLAST)) {
      if (Files.exists(TrainingFolder.checkpoint(directory))) {
        training.resume(task, directory, listener);
      } else {
        training.start(task, directory, listener);
      }
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void isResumed() throws Exception {
    TinyTrainer.photos(folder.resolve("photos"), 3);
    Path directory = folder.resolve("training");
    Random random = new Random();
    long before = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      trainAndKill(kill, 1 + random.nextInt(STEPS_TO_LIVE), random.nextInt(8_000_000));
      long done = TrainingFolder.steps(directory);
      assertThat(done).as("a whole checkpoint").isBetween(before, STEPS - 1);
      // In this process, without killing: one step more.
      train(folder, "training", done + 1, 1, ProgressListener.NONE);
      before = done + 1;
      assertThat(TrainingFolder.steps(directory)).isEqualTo(before);
      assertThat(TrainingFolder.names(directory)).noneMatch(name -> name.endsWith(".tmp"));
    }
    train(folder, "training", STEPS, 1000, ProgressListener.NONE);
    train(folder, "whole", STEPS, 1000, ProgressListener.NONE);
    Path whole = folder.resolve("whole");
    assertThat(TrainingFolder.tensors(directory).equals(TrainingFolder.tensors(whole)))
        .as("parameters and state, bit for bit")
        .isTrue();
    assertThat(TrainingFolder.metrics(directory)).isEqualTo(TrainingFolder.metrics(whole));
  }

  private void trainAndKill(long checkpointEvery, int stepsToLive, int nanoseconds)
      throws Exception {
    Process victim = start(checkpointEvery);
    try (BufferedReader output = victim.inputReader()) {
      for (int step = 0; step <= stepsToLive; step++) {
        assertThat(output.readLine()).startsWith("step ");
      }
      TimeUnit.NANOSECONDS.sleep(nanoseconds);
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  private Process start(long checkpointEvery) throws IOException {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xmx512m",
            "-DOPT_OUT_TRACKING=true",
            Victim.class.getName(),
            folder.toString(),
            Long.toString(checkpointEvery));
    Map<String, String> environment = builder.environment();
    environment.put("CLASSPATH", classPath);
    return builder.redirectError(folder.resolve("errors.txt").toFile()).start();
  }
}
