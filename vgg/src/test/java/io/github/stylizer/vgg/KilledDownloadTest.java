package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that download weights are killed at random moments, without a chance to clean up.
 * {@code -Dkills=100} kills more often than a build does.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KilledDownloadTest {
  private static final int KILLS = Integer.getInteger("kills", 2);
  private static final int PIECES = 20;
  private static final int PAUSE_MILLISECONDS = 20;
  // The last moments are those in which the file is converted.
  private static final int LONGEST_LIFE = 2 * PIECES * PAUSE_MILLISECONDS;

  @TempDir private Path directory;
  private final Random random = new Random(System.nanoTime());

  @Test
  void theNextProcessCompletesTheFileAndNothingIsLeft() throws Exception {
    PublishedFile published = PublishedFile.make(directory.resolve("scratch"));
    FileServer.Behavior slow = FileServer.drip(PIECES, PAUSE_MILLISECONDS);
    try (FileServer server = new FileServer(published.bytes(), slow)) {
      Path whole = directory.resolve("whole");
      complete(server, whole, published);
      for (int kill = 0; kill < KILLS; kill++) {
        Path cache = directory.resolve("cache" + kill);
        try (WeightsLocatorProcess process =
            new WeightsLocatorProcess(server, cache, published.origin())) {
          process.awaitLine("downloading");
          Thread.sleep(random.nextInt(LONGEST_LIFE));
          process.kill();
        }
        Path file = cache.resolve("small.safetensors");
        if (Files.exists(file)) {
          assertThat(file).hasSameBinaryContentAs(whole.resolve("small.safetensors"));
        }
        complete(server, cache, published);
        assertThat(file).hasSameBinaryContentAs(whole.resolve("small.safetensors"));
        assertThat(names(cache)).isEqualTo(names(whole));
      }
    }
  }

  private static void complete(FileServer server, Path cache, PublishedFile published)
      throws Exception {
    try (WeightsLocatorProcess process =
        new WeightsLocatorProcess(server, cache, published.origin())) {
      process.awaitLine("found ");
      assertThat(process.exitCode()).isZero();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
