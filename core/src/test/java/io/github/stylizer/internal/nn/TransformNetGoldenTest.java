package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.Goldens;
import io.github.stylizer.testing.GradientReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against PyTorch: pictures, loss and every gradient. */
class TransformNetGoldenTest {
  private static final Percentage TOLERANCE = Percentage.withPercentage(0.01);

  private interface Network {
    NDArray apply(NDArray images, ConvWeights weights);
  }

  @ParameterizedTest
  @CsvSource({"8, true", "8, false", "32, true", "32, false"})
  void picturesAndGradientsAreThoseOfPyTorch(int base, boolean compiled) throws Exception {
    TransformNet net = TransformNet.of(base);
    try (NDManager manager = NDManager.newBaseManager();
        CompiledTransformNet program = net.compile(Device.cpu());
        WeightsFile golden = Goldens.open("transform" + base)) {
      Map<String, NDArray> tensors =
          DrawnTransformNet.tensors(manager, net.kernelShapes(), Goldens.seed(golden, "weights"));
      NDArray input = golden.readFloat32("input", manager);
      Network network = compiled ? program::apply : net::apply;
      float[] expected = golden.readFloat32("output", manager).toFloatArray();
      assertThat(
              ErrorMeasures.relative(
                  network.apply(input, ConvWeights.of(tensors)).toFloatArray(), expected))
          .isLessThan(1e-4);
      checkGradients(golden, manager, tensors, input, network);
    }
  }

  /** Against PyTorch in double precision, see {@link GradientReference}. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyGradientIsThatOfPyTorch(boolean compiled) throws Exception {
    TransformNet net = TransformNet.of(8);
    try (NDManager manager = NDManager.newBaseManager();
        CompiledTransformNet program = net.compile(Device.cpu());
        WeightsFile reference = Goldens.openDrawn("transform_gradients")) {
      Map<String, NDArray> points = new LinkedHashMap<>();
      points.put("images", Draw.array(manager, 7100, new Shape(2, 3, 40, 44), -2, 2));
      points.putAll(DrawnTransformNet.tensors(manager, net.kernelShapes(), 7000));
      Network network = compiled ? program::apply : net::apply;
      NDList gradients =
          Gradients.compute(
              new NDList(points.values()),
              variables -> {
                Map<String, NDArray> named = named(points.keySet(), variables);
                NDArray output = network.apply(named.remove("images"), ConvWeights.of(named));
                NDArray direction = Draw.array(output.getManager(), 7101, output.getShape(), -1, 1);
                return output.mul(direction).mean();
              });
      GradientReference.assertAgrees(reference, named(points.keySet(), gradients), 7200, 1e-3);
    }
  }

  private static Map<String, NDArray> named(Set<String> names, NDList arrays) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    names.forEach(name -> named.put(name, arrays.get(named.size())));
    return named;
  }

  private static void checkGradients(
      WeightsFile golden,
      NDManager manager,
      Map<String, NDArray> tensors,
      NDArray input,
      Network network)
      throws Exception {
    NDArray target = golden.readFloat32("target", manager);
    float[] loss = new float[1];
    NDList gradients =
        Gradients.compute(
            new NDList(tensors.values()),
            variables -> {
              NDArray output =
                  network.apply(input, ConvWeights.of(named(tensors.keySet(), variables)));
              NDArray mean = output.sub(target).square().mean();
              loss[0] = mean.getFloat();
              return mean;
            });
    assertThat(loss[0]).isCloseTo(golden.readFloat32("loss", manager).getFloat(0), TOLERANCE);
    int i = 0;
    for (String name : tensors.keySet()) {
      float norm = gradients.get(i++).norm().getFloat();
      float expected = golden.readFloat32("gradnorm." + name, manager).getFloat(0);
      // An instance norm cancels the bias before it: what is left of its gradient is rounding.
      assertThat(norm).as(name).isCloseTo(expected, offset(Math.max(1e-4f * expected, 1e-6f)));
    }
  }
}
