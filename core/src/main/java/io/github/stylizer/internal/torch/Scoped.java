package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs computations and frees every array they create except their results. */
public final class Scoped {
  private Scoped() {}

  /**
   * Runs a computation and frees every array that it creates, except its result.
   *
   * @param computation creates a new array
   * @return the new array; the caller's own scope closes it if there is one
   */
  public static NDArray result(Supplier<NDArray> computation) {
    return results(computation, List::of);
  }

  /**
   * Runs a computation and frees every array that it creates, except its results.
   *
   * @param computation creates new arrays
   * @param arrays finds them in what the computation returns; must not include arrays that existed
   *     before, since the caller's scope would close those
   * @param <T> what holds the new arrays
   * @return what the computation returns; the caller's own scope closes its arrays if there is one
   */
  public static <T> T results(
      Supplier<T> computation, Function<T, ? extends Collection<NDArray>> arrays) {
    T result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = computation.get();
      arrays.apply(result).forEach(NDScope::unregister);
    }
    // They belonged to the inner scope, so the outer one does not know them yet.
    arrays.apply(result).forEach(NDScope::register);
    return result;
  }
}
