package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NativeArraysTest {
  private record Owner(Map<String, List<Object>> things, Supplier<String> captured) {}

  @Test
  void findsAResultThatJoinedTheWeights() {
    try (NDManager own = NDManager.newBaseManager();
        NDManager callers = NDManager.newBaseManager()) {
      NDArray weight = own.ones(new Shape(2));
      Owner owner = new Owner(Map.of("managers", List.of(own)), () -> "nothing");
      assertThat(NativeArrays.heldBy(owner)).isEqualTo(1);
      callers.ones(new Shape(2)).mul(weight);
      assertThat(NativeArrays.heldBy(owner)).isEqualTo(1);
      weight.mul(callers.ones(new Shape(2)));
      assertThat(NativeArrays.heldBy(owner)).as("the first operand's manager").isEqualTo(2);
    }
  }

  @Test
  void looksIntoSubManagersAndWhatLambdasCapture() {
    try (NDManager own = NDManager.newBaseManager()) {
      own.newSubManager().ones(new Shape(2));
      Owner owner = new Owner(Map.of(), own::getName);
      assertThat(NativeArrays.heldBy(owner)).isEqualTo(1);
    }
  }

  @Test
  void countsNothingTwiceAndSurvivesCycles() {
    try (NDManager own = NDManager.newBaseManager()) {
      own.ones(new Shape(2));
      Object[] cycle = {own, own, null};
      cycle[2] = cycle;
      assertThat(NativeArrays.heldBy(cycle)).isEqualTo(1);
    }
  }
}
