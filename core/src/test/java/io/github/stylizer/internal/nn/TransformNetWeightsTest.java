package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.testing.ConvWeightsContract;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What weights the network takes, and those that a training begins with. */
class TransformNetWeightsTest extends ConvWeightsContract {
  private final NDManager parent = NDManager.newBaseManager();
  private final TransformNet net = new TransformNet(8, Norm.AFFINE, false);
  private final NamedTensors tensors = net.randomWeights(7, parent.newSubManager());
  private final ConvWeights weights = ConvWeights.of(tensors.tensors());

  @AfterEach
  void close() {
    parent.close();
  }

  @Override
  protected ConvWeights weights() {
    return weights;
  }

  @Override
  protected List<String> expectedLayers() {
    return List.copyOf(net.kernelShapes().keySet());
  }

  @Test
  void shapesAreThoseOfTheOriginal() {
    Map<String, Shape> shapes = TransformNet.of(32).kernelShapes();
    assertThat(shapes.keySet())
        .startsWith(
            "downsampling.1",
            "downsampling.5",
            "downsampling.9",
            "residuals.0.conv.1",
            "residuals.0.conv.5",
            "residuals.1.conv.1")
        .endsWith("residuals.4.conv.5", "upsampling.2", "upsampling.7", "upsampling.11")
        .hasSize(16);
    // What a MetaNet generates of the layers between the first and the last: kernel and bias.
    assertThat(shapes.values().stream().skip(1).limit(14).map(TransformNetWeightsTest::numbers))
        .startsWith(18496L, 73856L, 147584L)
        .endsWith(147584L, 73792L, 18464L);
    assertThat(shapes.values().stream().mapToLong(TransformNetWeightsTest::numbers).sum())
        .isEqualTo(1_676_035);
  }

  private static long numbers(Shape kernel) {
    return kernel.size() + kernel.get(0);
  }

  @Test
  void affineNormsStandBehindTheirConvolutions() {
    Map<String, Shape> shapes = net.kernelShapes();
    assertThat(shapes).hasSize(31);
    assertThat(shapes.keySet())
        .startsWith("downsampling.1", "downsampling.2", "downsampling.5", "downsampling.6")
        .endsWith("upsampling.7", "upsampling.8", "upsampling.11");
    assertThat(shapes).containsEntry("residuals.0.conv.6", new Shape(32, 1, 1, 1));
  }

  @Test
  void shapesCannotBeChanged() {
    Map<String, Shape> shapes = net.kernelShapes();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> shapes.remove("upsampling.11"));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025, Integer.MAX_VALUE})
  void baseHasLimits(int base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransformNet.of(base))
        .withMessageContainingAll("1 … 1024", "is " + base);
  }

  @Test
  void theLargestKernelFitsIntoAJavaArray() {
    for (Shape shape : TransformNet.of(1024).kernelShapes().values()) {
      assertThat(shape.size()).isLessThan(Integer.MAX_VALUE);
    }
  }

  @Test
  void convolutionsAreUniformWithinTheBoundsOfPyTorch() {
    for (Map.Entry<String, Shape> layer : TransformNet.of(8).kernelShapes().entrySet()) {
      float bound = (float) (1 / Math.sqrt(layer.getValue().slice(1).size()));
      NDArray kernel = weights.kernel(layer.getKey());
      assertThat(kernel.getShape()).isEqualTo(layer.getValue());
      assertThat(kernel.abs().max().getFloat()).isBetween(0.98f * bound, bound);
      assertThat(weights.bias(layer.getKey()).abs().max().getFloat()).isBetween(0f, bound);
      // Mean 0 and variance bound²/3, within what some thousand draws allow.
      assertThat(kernel.mean().getFloat() / bound).isCloseTo(0, within(0.06f));
      assertThat(kernel.square().mean().getFloat() * 3 / (bound * bound))
          .isCloseTo(1, within(0.1f));
    }
  }

  @Test
  void scalesAreOneAndShiftsZero() {
    Set<String> norms = new HashSet<>(net.kernelShapes().keySet());
    norms.removeAll(TransformNet.of(8).kernelShapes().keySet());
    assertThat(norms).hasSize(15);
    for (String norm : norms) {
      assertThat(weights.kernel(norm).toFloatArray()).containsOnly(1);
      assertThat(weights.bias(norm).toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void theSeedDecides() {
    ConvWeights same = ConvWeights.of(net.randomWeights(7, parent).tensors());
    ConvWeights other = ConvWeights.of(net.randomWeights(8, parent).tensors());
    for (String layer : TransformNet.of(8).kernelShapes().keySet()) {
      assertThat(same.kernel(layer)).isEqualTo(weights.kernel(layer));
      assertThat(same.bias(layer)).isEqualTo(weights.bias(layer));
      assertThat(other.kernel(layer)).isNotEqualTo(weights.kernel(layer));
      assertThat(other.bias(layer)).isNotEqualTo(weights.bias(layer));
    }
  }

  @Test
  void noTwoLayersHaveTheSameNumbers() {
    float[] first = weights.kernel("residuals.0.conv.1").toFloatArray();
    assertThat(Arrays.equals(first, weights.kernel("residuals.0.conv.5").toFloatArray())).isFalse();
  }

  @Test
  void theyRunAndAreFreed() {
    try (NDManager pictures = NDManager.newBaseManager()) {
      NDArray picture = pictures.ones(new Shape(1, 3, 16, 16));
      assertThat(net.apply(picture, weights).sum().getFloat()).isFinite();
    }
    assertThat(parent.getManagedArrays()).hasSize(62);
    tensors.close();
    assertThat(parent.getManagedArrays()).isEmpty();
    assertThat(parent.isOpen()).isTrue();
  }
}
