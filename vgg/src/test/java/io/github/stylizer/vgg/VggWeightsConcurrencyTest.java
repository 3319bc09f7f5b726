package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.io.Settings;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.vgg.download.DownloadLimits;
import io.github.stylizer.vgg.download.WeightsSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads and processes that want the same weights at once, and processes that die. */
@Timeout(120)
class VggWeightsConcurrencyTest {

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch gate = new CountDownLatch(1);
  private PublishedFile published;
  private Path cache;
  private Path cached;

  @BeforeEach
  void publish() throws IOException {
    published = PublishedFile.make(directory.resolve("scratch"));
    cache = directory.resolve("cache");
    cached = cache.resolve("small.safetensors");
  }

  @AfterEach
  void stopThreads() {
    gate.countDown();
    threads.shutdownNow();
  }

  @Test
  void twoThreadsMakeOneDownload() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (FileServer server = serveWhenOpen()) {
      Future<Path> first = locate(server, new CountDownLatch(1));
      awaitRequest(server);
      Future<Path> second = locate(server, waiting);
      assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
      gate.countDown();
      assertThat(first.get()).isEqualTo(cached);
      assertThat(second.get()).isEqualTo(cached);
      assertThat(server.ranges()).hasSize(1);
    }
  }

  @Test
  void twoProcessesMakeOneDownload() throws Exception {
    try (FileServer server = serveWhenOpen();
        WeightsLocatorProcess first = process(server)) {
      awaitRequest(server);
      try (WeightsLocatorProcess second = process(server)) {
        second.awaitLine("waiting for another");
        gate.countDown();
        first.awaitLine("found " + cached);
        second.awaitLine("found " + cached);
        assertThat(first.exitCode()).isZero();
        assertThat(second.exitCode()).isZero();
      }
      assertThat(server.ranges()).hasSize(1);
    }
    assertUsable();
  }

  @Test
  void resumesWhatAKilledProcessLeft() throws Exception {
    int cut = published.bytes().length / 2;
    try (FileServer server =
        new FileServer(published.bytes(), FileServer.stallAt(cut), FileServer::good)) {
      long left;
      try (WeightsLocatorProcess process = process(server)) {
        Path part = cache.resolve("small.pth.part");
        while (Files.notExists(part) || Files.size(part) < cut) {
          Thread.sleep(20);
        }
        process.kill();
        left = Files.size(part);
      }
      assertThat(cache).isDirectoryContaining("glob:**.part").isDirectoryContaining("glob:**.lock");
      assertThat(cached).doesNotExist();
      assertThat(locate(server, new CountDownLatch(1)).get()).isEqualTo(cached);
      assertThat(server.ranges()).containsExactly("", "bytes=" + left + "-");
      assertThat(cache).isDirectoryNotContaining("glob:**.part");
    }
    assertUsable();
  }

  @Test
  void anInterruptEndsTheWaitAndLeavesTheOtherThreadAlone() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (FileServer server = serveWhenOpen()) {
      Future<Path> first = locate(server, new CountDownLatch(1));
      awaitRequest(server);
      CountDownLatch interrupted = new CountDownLatch(1);
      Thread second =
          new Thread(
              () -> {
                try {
                  locator(server).locate(null, PublishedFile.WANTED, p -> waiting.countDown());
                } catch (InterruptedIOException e) {
                  if (Thread.currentThread().isInterrupted()) {
                    interrupted.countDown();
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      second.start();
      assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
      second.interrupt();
      assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
      gate.countDown();
      assertThat(first.get()).isEqualTo(cached);
      assertThat(server.ranges()).hasSize(1);
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnotherProcess() throws Exception {
    Path lockFile = Files.createDirectories(cache).toRealPath().resolve("small.lock");
    // A lock of this process that LockFile does not know of looks like one of another process.
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileServer server = serveWhenOpen()) {
      FileLock lock = channel.lock();
      Thread test = Thread.currentThread();
      ProgressListener interrupter = progress -> test.interrupt();
      assertThatThrownBy(() -> locator(server).locate(null, PublishedFile.WANTED, interrupter))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(server.ranges()).isEmpty();
      lock.release();
    }
  }

  @Test
  void aFailedThreadLetsTheNextOneTry() throws Exception {
    try (FileServer server =
        new FileServer(published.bytes(), FileServer.status(500), FileServer::good)) {
      Future<Path> first = locate(server, new CountDownLatch(1));
      assertThatThrownBy(first::get)
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("HTTP status 500");
      assertThat(locate(server, new CountDownLatch(1)).get()).isEqualTo(cached);
    }
  }

  private FileServer serveWhenOpen() throws IOException {
    FileServer.Behavior whenOpen =
        (exchange, file) -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IOException("the server is closed", e);
          }
          FileServer.good(exchange, file);
        };
    return new FileServer(published.bytes(), whenOpen);
  }

  private static void awaitRequest(FileServer server) throws InterruptedException {
    while (server.ranges().isEmpty()) {
      Thread.sleep(20);
    }
  }

  private WeightsLocatorProcess process(FileServer server) throws IOException {
    return new WeightsLocatorProcess(server, cache, published.origin());
  }

  private VggWeightsLocator locator(FileServer server) {
    Map<String, String> properties =
        Map.of("stylizer.cache", cache.toString(), "stylizer.vgg.url", server.base().toString());
    WeightsSettings settings = new WeightsSettings(new Settings(properties::get, name -> null));
    return new VggWeightsLocator(published.origin(), settings, DownloadLimits.DEFAULT);
  }

  private Future<Path> locate(FileServer server, CountDownLatch waiting) {
    ProgressListener listener =
        progress -> {
          if (progress.stage().startsWith("waiting")) {
            waiting.countDown();
          }
        };
    return threads.submit(() -> locator(server).locate(null, PublishedFile.WANTED, listener));
  }

  private void assertUsable() throws IOException {
    try (WeightsFile weights = WeightsFile.open(cached)) {
      assertThat(weights.names()).isEqualTo(PublishedFile.WANTED);
    }
  }
}
