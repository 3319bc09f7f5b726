package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The network as a program is the network layer by layer. */
class TransformNetAgreementTest {
  // With base 3 the second and the last convolution have as many inputs as the first.
  private static final int BASE = 3;
  private static final List<CompiledTransformNet> PROGRAMS =
      Stream.of(
              TransformNet.of(BASE),
              new TransformNet(BASE, Norm.AFFINE, false),
              TransformNet.of(BASE).antialiased(true),
              new TransformNet(BASE, Norm.AFFINE, true),
              TransformNet.of(BASE).withoutNorms(),
              TransformNet.of(BASE).antialiased(true).withoutNorms())
          .map(net -> net.compile(Device.cpu()))
          .toList();

  private final NDManager manager = NDManager.newBaseManager();

  private interface Network {
    NDArray apply(NDArray images, ConvWeights weights);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @AfterAll
  static void closePrograms() {
    PROGRAMS.forEach(CompiledTransformNet::close);
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (int program = 0; program < PROGRAMS.size(); program++) {
      for (OwnWeights own : OwnWeights.values()) {
        for (int pictures : new int[] {1, 3}) {
          for (int[] size : new int[][] {{16, 16}, {17, 19}, {18, 64}, {33, 31}}) {
            cases.add(Arguments.of(program, own, pictures, size[0], size[1]));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void programsComputeWhatTheLayersCompute(
      int index, OwnWeights own, int pictures, int height, int width) throws Exception {
    CompiledTransformNet program = PROGRAMS.get(index);
    Shape shape = new Shape(pictures, 3, height, width);
    NDArray images = Draw.array(manager, 1, shape, -2, 2);
    Map<String, NDArray> tensors = own.draw(manager, program.net(), pictures);
    ConvWeights weights = ConvWeights.of(tensors);
    NDArray expected = program.net().apply(images, weights);
    assertThat(expected.getShape()).isEqualTo(shape);
    for (boolean differentiable : new boolean[] {true, false}) {
      NDArray result = CompiledTransformNetTest.apply(program, images, weights, differentiable);
      assertThat(result.getShape()).isEqualTo(shape);
      assertThat(ErrorMeasures.relative(result.toFloatArray(), expected.toFloatArray()))
          .as("differentiable %s", differentiable)
          .isLessThan(1e-4);
    }
    assertSameGradients(
        gradients(images, tensors, program::apply),
        gradients(images, tensors, program.net()::apply));
  }

  private static Map<String, NDArray> gradients(
      NDArray images, Map<String, NDArray> tensors, Network network) throws InterruptedException {
    NDList points = new NDList(images);
    points.addAll(tensors.values());
    NDList gradients =
        Gradients.compute(
            points,
            variables -> {
              NDArray output =
                  network.apply(variables.head(), ConvWeights.of(named(tensors, variables)));
              NDArray direction = Draw.array(output.getManager(), 2, output.getShape(), -1, 1);
              return output.mul(direction).sum();
            });
    Map<String, NDArray> result = named(tensors, gradients);
    result.put("images", gradients.head());
    return result;
  }

  private static Map<String, NDArray> named(Map<String, NDArray> tensors, NDList imagesAndTensors) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    int next = 1;
    for (String name : tensors.keySet()) {
      named.put(name, imagesAndTensors.get(next++));
    }
    return named;
  }

  private static void assertSameGradients(
      Map<String, NDArray> actual, Map<String, NDArray> expected) {
    expected.forEach(
        (name, gradient) -> {
          // A norm cancels the bias before it: of its gradient only rounding is left, which is
          // small beside the gradient of its kernel.
          NDArray kernel = expected.get(name.replace(".bias", ".weight"));
          float scale = Math.max(gradient.norm().getFloat(), kernel.norm().getFloat());
          float difference = actual.get(name).sub(gradient).norm().getFloat();
          assertThat(scale).as(name).isPositive();
          assertThat(difference / scale).as(name).isLessThan(1e-3f);
        });
  }
}
