package io.github.stylizer.internal.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Temporary files beside the files that they will replace. Who writes one holds a lock on it, so
 * one without a lock was left by a process that was killed.
 */
final class UnfinishedFiles {
  private static final String PREFIX = ".stylizer-";
  private static final String ENDING = ".tmp";
  private static final Duration UNLOCKED = Duration.ofSeconds(1);
  private static final Set<Path> CLEARED = ConcurrentHashMap.newKeySet();

  private UnfinishedFiles() {}

  /** A new name beside a file. */
  static Path beside(Path file) {
    return file.resolveSibling(PREFIX + UUID.randomUUID() + ENDING);
  }

  /**
   * Creates a file and locks it until the stream is closed, where the file system can lock.
   *
   * @return writes to the disk itself, unbuffered, also on an interrupted thread
   */
  static OutputStream create(Path file) throws IOException {
    // DSYNC: otherwise a system crash could leave the new name with incomplete content.
    // A stream, since interrupting the thread would close a channel.
    OutputStream stream =
        Files.newOutputStream(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DSYNC);
    try {
      return new Locked(stream, FileChannel.open(file, StandardOpenOption.WRITE));
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  private static final class Locked extends FilterOutputStream {
    private final FileChannel lock;

    Locked(OutputStream stream, FileChannel lock) {
      super(stream);
      this.lock = lock;
      try {
        lock.tryLock();
      } catch (IOException e) {
        // Without locks nobody can take this file for an abandoned one either.
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      try (lock) {
        super.close();
      }
    }
  }

  /** Deletes what killed processes left beside a file, once in the life of this process. */
  static void removeOnce(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null && CLEARED.add(folder)) {
      remove(folder, UNLOCKED);
    }
  }

  /**
   * Deletes what killed processes left in a folder. What is being written, or belongs to another
   * user, stays.
   *
   * @param unlocked how long a file must have been unchanged: one that is about to be locked or to
   *     get its name has no lock
   * @throws IOException if the folder cannot be listed
   */
  static void remove(Path folder, Duration unlocked) throws IOException {
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(folder, PREFIX + "*" + ENDING)) {
      for (Path file : unfinished) {
        if (isAbandoned(file, unlocked)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isAbandoned(Path file, Duration unlocked) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (written.plus(unlocked).isAfter(Instant.now())) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        return channel.tryLock() != null;
      }
    } catch (IOException | OverlappingFileLockException e) {
      // It has just got its name, belongs to somebody else, or this process is writing it.
      return false;
    }
  }
}
