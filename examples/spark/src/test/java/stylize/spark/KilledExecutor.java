package stylize.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * Kills an executor when so many files are there.
 *
 * @param folder that is watched, with its subfolders
 * @param names of the files, as a regular expression
 * @param count the number of files
 */
record KilledExecutor(Path folder, String names, int count) implements Callable<Long> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Returns the process that was killed. */
  @Override
  public Long call() throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (painted() < count) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("only " + painted() + " files after " + PATIENCE);
      }
      Thread.sleep(5);
    }
    ProcessHandle executor = LocalCluster.executors().get(0);
    executor.destroyForcibly();
    System.out.printf("killed the executor %d after %d pictures%n", executor.pid(), painted());
    return executor.pid();
  }

  private long painted() throws IOException {
    return FolderWatch.count(folder, names);
  }
}
