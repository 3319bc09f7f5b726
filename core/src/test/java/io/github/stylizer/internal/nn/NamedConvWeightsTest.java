package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.ConvWeightsContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedConvWeightsTest extends ConvWeightsContract {
  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  NamedConvWeightsTest() {
    // Neither in alphabetical order, nor is the kernel always first.
    tensors.put("up.2.weight", manager.ones(new Shape(4, 3, 3, 3)));
    tensors.put("up.2.bias", manager.zeros(new Shape(4)));
    tensors.put("down.1.bias", manager.zeros(new Shape(2, 5)));
    tensors.put("down.1.weight", manager.ones(new Shape(2, 5, 4, 1, 1)));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Override
  protected ConvWeights weights() {
    return ConvWeights.of(tensors);
  }

  @Override
  protected List<String> expectedLayers() {
    return List.of("up.2", "down.1");
  }

  @Test
  void shapesAreThoseOfKernelAndBias() {
    Map<String, Shape> kernels = new LinkedHashMap<>();
    kernels.put("up.2", new Shape(4, 3, 3, 3));
    kernels.put("down.1", new Shape(2, 7));
    assertThat(ConvWeights.shapes(kernels))
        .containsExactly(
            Map.entry("up.2.weight", new Shape(4, 3, 3, 3)),
            Map.entry("up.2.bias", new Shape(4)),
            Map.entry("down.1.weight", new Shape(2, 7)),
            Map.entry("down.1.bias", new Shape(2)));
  }

  @Test
  void arraysAreThoseOfTheCaller() {
    ConvWeights weights = weights();
    assertThat(weights.kernel("up.2")).isSameAs(tensors.get("up.2.weight"));
    assertThat(weights.bias("down.1")).isSameAs(tensors.get("down.1.bias"));
    assertThat(manager.getManagedArrays()).hasSize(4);
  }

  @Test
  void laterChangesOfTheMapDoNotMatter() {
    ConvWeights weights = weights();
    tensors.clear();
    assertThat(weights.layers()).containsExactly("up.2", "down.1");
    assertThat(weights.kernel("up.2").getShape()).isEqualTo(new Shape(4, 3, 3, 3));
  }

  @Test
  void nothingIsNoLayer() {
    assertThat(ConvWeights.of(Map.of()).layers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"up.2.weight", "up.2.bias", "down.1.weight"})
  void halfOfAPairIsRefused(String missing) {
    tensors.remove(missing);
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up.2.running_mean",
        "up.2",
        "up.2.weight.data",
        "weight",
        "bias",
        "",
        "up.2.Bias"
      })
  void otherNamesAreRefused(String name) {
    tensors.put(name, manager.zeros(new Shape(4)));
    assertRefused();
  }

  private void assertRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(this::weights)
        .withMessageContaining(tensors.keySet().toString());
  }
}
