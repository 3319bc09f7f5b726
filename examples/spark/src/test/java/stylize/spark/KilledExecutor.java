package stylize.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Kills an executor when so many pictures are there.
 *
 * @param pictures the folder that is watched
 * @param count the number of pictures
 */
record KilledExecutor(Path pictures, int count) implements Callable<Long> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Returns the process that was killed. */
  @Override
  public Long call() throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (painted() < count) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("only " + painted() + " pictures after " + PATIENCE);
      }
      Thread.sleep(5);
    }
    ProcessHandle executor = LocalCluster.executors().get(0);
    executor.destroyForcibly();
    System.out.printf("killed the executor %d after %d pictures%n", executor.pid(), painted());
    return executor.pid();
  }

  private long painted() throws IOException {
    if (!Files.isDirectory(pictures)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(pictures)) {
      return files.filter(file -> !file.getFileName().toString().startsWith("_")).count();
    }
  }
}
