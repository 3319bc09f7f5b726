package io.github.stylizer.internal.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Mutual exclusion across threads and processes, with a lock file. The operating system releases
 * the lock of a process that dies, so a leftover lock file does no harm; it is never deleted,
 * because a waiting process may already have it open.
 */
public final class LockFile {

  private static final long POLL_MILLISECONDS = 50;

  /**
   * The threads of this process queue here, so that at most one of them has the lock file open:
   * closing any channel of a file releases all POSIX locks that the process holds on it.
   */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private LockFile() {}

  /** Runs while the lock is held. */
  @FunctionalInterface
  public interface Action {
    void run() throws IOException;
  }

  /**
   * Waits for the lock, runs the action and releases the lock. The wait can be interrupted.
   *
   * @param file the lock file, as a real path so that all threads use the same one
   * @param waiting called once if the lock is not free immediately
   * @param action runs while the lock is held
   */
  public static void hold(Path file, Runnable waiting, Action action) throws IOException {
    ReentrantLock threads = THREADS.computeIfAbsent(file, key -> new ReentrantLock());
    try {
      boolean atOnce = threads.tryLock();
      if (!atOnce) {
        waiting.run();
        threads.lockInterruptibly();
      }
      try {
        holdFile(file, atOnce ? waiting : () -> {}, action);
      } finally {
        threads.unlock();
      }
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for the lock " + file, e);
    }
  }

  private static void holdFile(Path file, Runnable waiting, Action action)
      throws IOException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = tryLock(channel, file);
      if (lock == null) {
        waiting.run();
      }
      while (lock == null) {
        Thread.sleep(POLL_MILLISECONDS);
        lock = tryLock(channel, file);
      }
      action.run();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel, Path file) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another copy of this class, from another class loader, holds it: treat it as another
      // process.
      return null;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot lock " + file + " (" + e.getMessage() + ")", e);
    }
  }
}
