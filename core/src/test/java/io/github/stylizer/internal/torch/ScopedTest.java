package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopedTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray array = manager.ones(new Shape(2));

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void onlyTheResultIsLeftOfNestedComputations() {
    NDArray result =
        Scoped.result(() -> Scoped.result(() -> array.add(1f).mul(2f)).add(1f).mul(2f));
    assertThat(result.toFloatArray()).containsExactly(10, 10);
    assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(array, result);
  }

  @Test
  void theScopeOfTheCallerClosesTheResult() {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Scoped.result(() -> array.add(1f).mul(2f));
    }
    assertThat(manager.getManagedArrays()).containsExactly(array);
  }

  @Test
  void everyResultIsLeft() {
    List<NDArray> results =
        Scoped.results(
            () -> {
              NDArray sum = array.add(1f);
              return List.of(sum.mul(2f), sum.mul(3f));
            },
            List::copyOf);
    assertThat(manager.getManagedArrays())
        .containsExactlyInAnyOrder(array, results.get(0), results.get(1));
  }

  @Test
  void aFailureLeavesNothing() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Scoped.result(
                    () -> {
                      array.add(1f);
                      throw new IllegalStateException("no");
                    }));
    assertThat(manager.getManagedArrays()).containsExactly(array);
  }
}
