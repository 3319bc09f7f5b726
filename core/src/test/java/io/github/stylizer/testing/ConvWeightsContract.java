package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.ConvWeights;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ConvWeights} promises. */
public abstract class ConvWeightsContract {

  /**
   * Returns the weights to check.
   *
   * @return the weights, which stay the subclass's
   * @throws IOException if they cannot be made
   */
  protected abstract ConvWeights weights() throws IOException;

  /**
   * Returns the layers that the weights should have.
   *
   * @return the names in the order of the network
   */
  protected abstract List<String> expectedLayers();

  @Test
  void layersComeInTheOrderOfTheNetwork() throws IOException {
    assertThat(weights().layers())
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(expectedLayers());
  }

  @Test
  void layersCannotBeChangedByTheCaller() throws IOException {
    List<String> layers = weights().layers();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> layers.set(0, "another"));
  }

  @Test
  void everyKernelFitsItsBias() throws IOException {
    ConvWeights weights = weights();
    for (String layer : weights.layers()) {
      Shape kernel = weights.kernel(layer).getShape();
      int dimensions = kernel.dimension();
      assertThat(dimensions).as("%s %s", layer, kernel).isBetween(4, 5);
      assertThat(kernel.get(dimensions - 1)).as(layer).isEqualTo(kernel.get(dimensions - 2));
      assertThat(weights.bias(layer).getShape())
          .as("%s %s", layer, kernel)
          .isEqualTo(kernel.slice(0, dimensions - 3));
    }
  }

  @Test
  void everyNumberIsFinite() throws IOException {
    ConvWeights weights = weights();
    for (String layer : weights.layers()) {
      for (NDArray array : List.of(weights.kernel(layer), weights.bias(layer))) {
        assertThat(array.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(array.abs().max().getFloat()).as(layer).isFinite();
      }
    }
  }

  @Test
  void askingTwiceGivesTheSameWeights() throws IOException {
    ConvWeights weights = weights();
    for (String layer : weights.layers()) {
      float[] kernel = weights.kernel(layer).toFloatArray();
      assertThat(weights.kernel(layer).toFloatArray()).containsExactly(kernel);
      float[] bias = weights.bias(layer).toFloatArray();
      assertThat(weights.bias(layer).toFloatArray()).containsExactly(bias);
    }
  }

  @Test
  void unknownLayerIsRefused() throws IOException {
    ConvWeights weights = weights();
    String known = weights.layers().get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.kernel("no-such-layer"))
        .withMessageContainingAll("no-such-layer", known);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.bias("no-such-layer"))
        .withMessageContainingAll("no-such-layer", known);
  }
}
