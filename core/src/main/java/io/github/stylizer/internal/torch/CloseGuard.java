package io.github.stylizer.internal.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.StylizerException;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps native memory from being freed while it is in use, by any number of threads. Closing
 * refuses new calls at once and blocks until the calls in progress finish.
 *
 * <p>A thread that closes from within its own call, for instance in a progress listener, does not
 * block: from then on {@link #requireOpen} refuses it too, and the memory is freed when the last
 * call in progress ends.
 *
 * <p>A guarded call throws a {@link StylizerException} in place of an {@link EngineException}. Safe
 * for concurrent use.
 */
public final class CloseGuard {
  private static final System.Logger LOGGER = System.getLogger(CloseGuard.class.getName());
  private static final Cleaner CLEANER = Cleaner.create();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final String owner;
  // The calls in progress of each thread, which may be nested.
  private final Map<Thread, Integer> calls = new HashMap<>();
  private boolean closed;
  private boolean freed;
  // Set by a close from within a call: its thread, and what the last call must free.
  private @Nullable Thread closedWithin;
  private @Nullable Runnable left;
  private List<Runnable> memory = List.of();

  /** An operation that writes a file. */
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
   * Creates an open guard.
   *
   * @param owner the owner of the memory, for messages, such as {@code network}
   */
  public CloseGuard(String owner) {
    this.owner = owner;
  }

  /**
   * Frees memory also when its owner is garbage collected without having been closed, and says so
   * in the debug log.
   *
   * @param holder the owner, whose {@code close} calls {@link #close()}
   * @param parts free the memory, in this order; must not refer to the owner, or it would never be
   *     collected
   */
  public void watch(Object holder, Runnable... parts) {
    memory = List.of(parts);
    CLEANER.register(holder, this::abandon);
  }

  /** Unlike closing, does not wait for calls in progress, which may have lost their owner. */
  private void abandon() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "a " + owner + " was garbage collected without being closed; its memory is freed now");
      if (!calls.isEmpty()) {
        left = this::freeMemory;
        return;
      }
    } finally {
      lock.unlock();
    }
    free(this::freeMemory);
  }

  private void freeMemory() {
    memory.forEach(Runnable::run);
  }

  /** Closes as {@link #close(Runnable)} does, and frees the memory passed to {@link #watch}. */
  public void close() {
    close(this::freeMemory);
  }

  /**
   * Runs a computation without images, during which closing blocks.
   *
   * @param <T> of the result
   * @param <X> what the computation may throw
   * @param computation what to do
   * @return what it returns
   * @throws X if the computation does
   * @throws IllegalStateException if this is closed
   * @throws StylizerException if the engine fails
   */
  public <T, X extends Exception> T compute(Computation<T, X> computation) throws X {
    return compute(null, computation);
  }

  /**
   * Runs a computation, during which closing blocks.
   *
   * @param <T> of the result
   * @param <X> what the computation may throw
   * @param images the shape of the images, for messages; null if there are none
   * @param computation what to do
   * @return what it returns
   * @throws X if the computation does
   * @throws IllegalStateException if this is closed
   * @throws StylizerException if the engine fails
   */
  public <T, X extends Exception> T compute(@Nullable Shape images, Computation<T, X> computation)
      throws X {
    enter();
    try {
      return computation.compute();
    } catch (EngineException e) {
      throw EngineFailure.of(e, images);
    } finally {
      leave();
    }
  }

  /**
   * Writes a file, during which closing blocks.
   *
   * @param writing what to do
   * @throws IOException if the writing fails
   * @throws IllegalStateException if this is closed
   * @throws StylizerException if the engine fails
   */
  public void write(Writing writing) throws IOException {
    compute(
        () -> {
          writing.write();
          return writing;
        });
  }

  /**
   * Checks, before or within a long call, that the thread may continue. A call in progress may
   * continue while another thread waits to close.
   *
   * @throws IllegalStateException if this is closed and no call of this thread is in progress, or
   *     if this thread closed it from within
   */
  public void requireOpen() {
    lock.lock();
    try {
      Thread caller = Thread.currentThread();
      if (closed && (closedWithin == caller || !calls.containsKey(caller))) {
        throw new IllegalStateException("this " + owner + " is closed");
      }
    } finally {
      lock.unlock();
    }
  }

  private void enter() {
    lock.lock();
    try {
      requireOpen();
      calls.merge(Thread.currentThread(), 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    Runnable free = null;
    lock.lock();
    try {
      calls.computeIfPresent(Thread.currentThread(), (thread, n) -> n == 1 ? null : n - 1);
      if (calls.isEmpty()) {
        changed.signalAll();
        free = left;
        left = null;
        closedWithin = null;
      }
    } finally {
      lock.unlock();
    }
    if (free != null) {
      free(free);
    }
  }

  /**
   * Blocks until calls in progress finish, then frees the memory. Within a call of the same thread,
   * it does not block: the last call in progress frees the memory. A second call only blocks until
   * the memory is freed.
   *
   * @param free frees the memory
   */
  public void close(Runnable free) {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      if (calls.containsKey(Thread.currentThread())) {
        if (first) {
          closedWithin = Thread.currentThread();
          left = free;
        }
        return;
      }
      while (first ? !calls.isEmpty() : !freed) {
        changed.awaitUninterruptibly();
      }
      if (!first) {
        return;
      }
    } finally {
      lock.unlock();
    }
    free(free);
  }

  // Without the lock: freeing may wait for another guard.
  private void free(Runnable free) {
    try {
      free.run();
    } finally {
      lock.lock();
      try {
        freed = true;
        // The cleaner may keep this guard long after its owner has gone.
        memory = List.of();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
