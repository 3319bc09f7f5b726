package io.github.stylizer.internal.torch;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.StylizerException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of concurrent passes through networks in the process. PyTorch spreads one pass
 * over all cores and cannot be interrupted within it, so more passes than cores only take memory
 * and delay cancellation. Further callers wait in order of arrival, and an interrupt ends the wait
 * at once.
 *
 * <p>The limit is the number of processors, or the system property {@value #PROPERTY}, read before
 * the first pass.
 *
 * <p>A pass inside a pass of the same thread needs no second permit. The holder of a permit must
 * not call application code, such as a listener, nor wait for another thread that may need a
 * permit. A {@link CloseGuard} is entered before the gate, never within it.
 */
public final class ConcurrencyLimit {
  /** The system property that sets the number of concurrent passes, at least 1. */
  public static final String PROPERTY = "stylizer.passes";

  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();
  private static @Nullable Semaphore permits;

  private ConcurrencyLimit() {}

  private static synchronized Semaphore permits() {
    if (permits == null) {
      int limit = limit();
      permits = new Semaphore(limit, true);
      PassesAtExit.watch(permits, limit);
    }
    return permits;
  }

  /**
   * Returns the maximum number of concurrent passes.
   *
   * @return at least 1
   * @throws StylizerException if the system property is not a number of at least 1
   */
  public static int limit() {
    String setting = System.getProperty(PROPERTY);
    if (setting == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!setting.matches("[1-9][0-9]{0,5}")) {
      throw new StylizerException(
          "the system property "
              + PROPERTY
              + " must be a number from 1 to 999999, but is '"
              + setting
              + "'");
    }
    return Integer.parseInt(setting);
  }

  /**
   * Runs a pass whose result is of no use to an interrupted thread.
   *
   * @param <T> of the result
   * @param pass what to compute
   * @param discard frees a result that is not returned
   * @return the result
   * @throws PaintingInterruptedException if the thread is interrupted before, while it waits, or
   *     when the pass ends; the interrupt flag is set
   */
  public static <T> T pass(Supplier<T> pass, Consumer<? super T> discard) {
    T result;
    try {
      result = ConcurrencyLimit.<T, RuntimeException>step(pass::get);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PaintingInterruptedException("interrupted before the picture was painted", e);
    }
    if (Thread.currentThread().isInterrupted()) {
      discard.accept(result);
      throw new PaintingInterruptedException("interrupted while painting");
    }
    return result;
  }

  /**
   * Runs one of many passes, for callers that check the interrupt flag after each.
   *
   * @param <T> of the result
   * @param <X> what the pass may throw
   * @param pass what to compute
   * @return the result
   * @throws X if the pass does
   * @throws InterruptedException if the thread is interrupted before or while it waits; the
   *     interrupt flag is cleared
   */
  public static <T, X extends Exception> T step(Computation<T, X> pass)
      throws X, InterruptedException {
    if (INSIDE.get() != null) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return pass.compute();
    }
    Semaphore gate = permits();
    gate.acquire();
    INSIDE.set(true);
    try {
      return pass.compute();
    } finally {
      INSIDE.remove();
      gate.release();
    }
  }

  /**
   * Checks the interrupt flag between the images of one {@link #pass}; does nothing elsewhere.
   *
   * @throws PaintingInterruptedException if the thread is in a pass and interrupted
   */
  public static void betweenPictures() {
    if (INSIDE.get() != null && Thread.currentThread().isInterrupted()) {
      throw new PaintingInterruptedException("interrupted between two pictures");
    }
  }
}
