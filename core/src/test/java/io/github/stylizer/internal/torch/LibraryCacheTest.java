package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
  @TempDir Path folder;

  private Path leftover(String name, Duration age) throws IOException {
    Path leftover = Files.createDirectories(folder.resolve(name));
    Path library = Files.write(leftover.resolve("libtorch_cpu.so"), new byte[100]);
    FileTime modified = FileTime.from(Instant.now().minus(age));
    Files.setLastModifiedTime(library, modified);
    Files.setLastModifiedTime(leftover, modified);
    return leftover;
  }

  private void unpack() throws IOException {
    Path libraries =
        folder.resolve(Platform.detectPlatform("pytorch").getVersion() + "-cpu-linux-x86_64");
    Files.createDirectories(libraries);
    Files.createFile(libraries.resolve(System.mapLibraryName("torch")));
    Files.createFile(libraries.resolve("0.0.0-" + System.mapLibraryName("djl_torch")));
  }

  @Test
  void whatAKilledProcessLeftIsRemovedBeforeItIsUnpackedAgain() throws IOException {
    Path old = leftover("tmp1234567890", Duration.ofMinutes(1));
    Path mine = Files.createDirectory(folder.resolve("tmp-of-mine"));
    new LibraryCache(folder).load(() -> assertThat(old).doesNotExist());
    assertThat(mine).exists();
  }

  @Test
  void whatWasWrittenAMomentAgoIsRemovedToo() throws IOException {
    Path recent = leftover("tmp1234567890", Duration.ofSeconds(9));
    new LibraryCache(folder).load(() -> assertThat(recent).doesNotExist());
  }

  @Test
  void aCompleteLibraryIsNotWaitedFor() throws IOException {
    unpack();
    Path recent = leftover("tmp42", Duration.ZERO);
    Path old = leftover("tmp43", Duration.ofHours(1));
    new LibraryCache(folder).load(() -> assertThat(old).doesNotExist());
    assertThat(recent).exists();
  }

  @Test
  void onlyOneUnpacksAtATime() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Runnable loader =
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          first.countDown();
          sleep();
          running.decrementAndGet();
        };
    Thread other = new Thread(() -> load(loader));
    other.start();
    first.await();
    load(loader);
    other.join();
    assertThat(most).hasValue(1);
  }

  @Test
  void aFolderThatCannotBeMadeIsLeftToDjl() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    AtomicInteger loaded = new AtomicInteger();
    new LibraryCache(file.resolve("pytorch")).load(loaded::incrementAndGet);
    assertThat(loaded).hasValue(1);
  }

  private void load(Runnable loader) {
    try {
      new LibraryCache(folder).load(loader);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
