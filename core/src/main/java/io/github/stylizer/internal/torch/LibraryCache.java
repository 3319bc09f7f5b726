package io.github.stylizer.internal.torch;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import io.github.stylizer.internal.io.Interruption;
import io.github.stylizer.internal.io.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder into which DJL unpacks PyTorch's native library. DJL unpacks beside it and renames, so
 * a killed process leaves up to half a gigabyte behind, which DJL never removes. A process that
 * unpacks through this class holds a lock; what lies there while nobody else holds it is deleted.
 */
final class LibraryCache {
  private static final System.Logger LOGGER = System.getLogger(LibraryCache.class.getName());
  private static final String ENGINE = "pytorch";
  private static final Pattern LEFTOVER = Pattern.compile("tmp\\d+|jni\\d+tmp");
  private static final String LOCK = "stylizer.lock";
  // A process that uses DJL without this library takes no lock, but it writes all the time.
  private static final Duration ABANDONED = Duration.ofSeconds(10);
  private static final long POLL_MILLISECONDS = 200;

  private final Path folder;

  LibraryCache(Path folder) {
    this.folder = folder;
  }

  /** The cache of this process. */
  static LibraryCache ofProcess() {
    return new LibraryCache(Utils.getEngineCacheDir(ENGINE));
  }

  Path folder() {
    return folder;
  }

  /**
   * Runs the loader, after removing what killed processes left.
   *
   * @param loader loads the native library, and unpacks it if necessary
   * @throws java.io.InterruptedIOException if the thread was interrupted while it waited
   * @throws IOException if the folder cannot be read or locked
   */
  void load(Runnable loader) throws IOException {
    boolean unpacks = !isComplete();
    if ((!unpacks && leftovers().isEmpty()) || !isWritable()) {
      loader.run();
      return;
    }
    LockFile.hold(
        folder.toRealPath().resolve(LOCK),
        () -> {},
        () -> {
          removeLeftovers(unpacks ? ABANDONED : Duration.ZERO);
          loader.run();
        });
  }

  private boolean isComplete() throws IOException {
    String version = Platform.detectPlatform(ENGINE).getVersion();
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, version + "-*")) {
      for (Path libraries : versions) {
        if (Files.exists(libraries.resolve(System.mapLibraryName("torch")))
            && !list(libraries, "*djl_torch*").isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isWritable() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      // DJL fails for the same reason, unless it finds everything elsewhere.
      return false;
    }
    return Files.isWritable(folder);
  }

  private List<Path> leftovers() throws IOException {
    return Files.isDirectory(folder)
        ? list(folder, "{tmp,jni}*").stream()
            .filter(file -> LEFTOVER.matcher(file.getFileName().toString()).matches())
            .toList()
        : List.of();
  }

  private static List<Path> list(Path folder, String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    }
    return files;
  }

  /** Removes what nobody has written to for a while, waiting that long if told to. */
  private void removeLeftovers(Duration patience) throws IOException {
    Instant end = Instant.now().plus(patience);
    for (Path leftover : leftovers()) {
      while (isRecent(leftover) && Instant.now().isBefore(end)) {
        pause();
      }
      if (!isRecent(leftover)) {
        delete(leftover);
      }
    }
  }

  private static boolean isRecent(Path leftover) {
    Instant limit = Instant.now().minus(ABANDONED);
    try (Stream<Path> files = Files.walk(leftover)) {
      return files.anyMatch(file -> modified(file).isAfter(limit));
    } catch (IOException | UncheckedIOException e) {
      // Its process has just finished, and renamed it.
      return false;
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLISECONDS);
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for another process to unpack PyTorch", e);
    }
  }

  private static void delete(Path leftover) {
    try (Stream<Path> files = Files.walk(leftover)) {
      // A folder comes before what is in it.
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // It may be another user's, and keeps nobody from painting.
      LOGGER.log(System.Logger.Level.WARNING, "cannot delete " + leftover, e);
    }
  }
}
