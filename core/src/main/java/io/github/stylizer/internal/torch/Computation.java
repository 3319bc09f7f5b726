package io.github.stylizer.internal.torch;

/**
 * A computation that may fail with a checked exception.
 *
 * @param <T> of the result
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Computation<T, X extends Exception> {

  /**
   * Computes.
   *
   * @return the result
   * @throws X if that fails
   */
  T compute() throws X;
}
