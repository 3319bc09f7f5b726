package io.github.stylizer.internal.torch;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps native memory from being freed while somebody computes with it: many may use it at once,
 * who closes it waits for them, and nobody uses it afterwards.
 *
 * <p>Safe for concurrent use, which it is for.
 */
public final class CloseGuard {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final String owner;
  private boolean closed;

  /** Work that writes a file. */
  @FunctionalInterface
  public interface Writing {
    /**
     * Writes.
     *
     * @throws IOException if that fails
     */
    void write() throws IOException;
  }

  /**
   * Makes a lock that is open.
   *
   * @param owner what the memory belongs to, for messages, such as {@code network}
   */
  public CloseGuard(String owner) {
    this.owner = owner;
  }

  /**
   * Computes while nobody can close.
   *
   * @param <T> of the result
   * @param computation what to do
   * @return what it returns
   * @throws IllegalStateException if this is closed
   */
  public <T> T compute(Supplier<T> computation) {
    lock.readLock().lock();
    try {
      requireOpen();
      return computation.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Writes while nobody can close.
   *
   * @param writing what to do
   * @throws IOException if the writing fails
   * @throws IllegalStateException if this is closed
   */
  public void write(Writing writing) throws IOException {
    lock.readLock().lock();
    try {
      requireOpen();
      writing.write();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this " + owner + " is closed");
    }
  }

  /**
   * Closes as soon as nobody computes or writes any more. A second call does nothing.
   *
   * @param free frees the memory
   */
  public void close(Runnable free) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
