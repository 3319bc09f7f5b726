package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/** Computations that leave nothing behind but their result. */
public final class Scoped {
  private Scoped() {}

  /**
   * Runs a computation and frees every array that it makes, but for its result.
   *
   * @param computation makes a new array
   * @return the new array; the caller's own scope closes it if there is one
   */
  public static NDArray result(Supplier<NDArray> computation) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = computation.get();
      NDScope.unregister(result);
    }
    // The inner scope had taken it out of the hands of the outer one.
    NDScope.register(result);
    return result;
  }
}
