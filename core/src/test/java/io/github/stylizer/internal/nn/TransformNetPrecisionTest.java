package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.testing.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A lower precision computes nearly the same picture. */
class TransformNetPrecisionTest {
  private static final double INVISIBLE_DECIBELS = 40;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Precision precision : List.of(Precision.BFLOAT16, Precision.FLOAT16)) {
      for (boolean affine : new boolean[] {false, true}) {
        for (OwnWeights own : OwnWeights.values()) {
          cases.add(Arguments.of(precision, affine, own));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void paintsAlmostTheSamePicture(Precision precision, boolean affine, OwnWeights own) {
    TransformNet net = new TransformNet(8, affine ? Norm.AFFINE : Norm.PLAIN, false);
    NDArray images = Draw.array(manager, 1, new Shape(2, 3, 30, 40), -2, 2);
    ConvWeights weights = ConvWeights.of(own.draw(manager, net, 2));
    try (CompiledTransformNet program = net.compile(Device.cpu())) {
      NDArray exact = program.apply(images, weights, Precision.FLOAT32);
      NDArray painted = program.apply(images, weights, precision);
      assertThat(painted.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(decibels(painted, exact)).isBetween(INVISIBLE_DECIBELS, 90.0);
    }
  }

  /** What a GPU runs; here it only takes longer. */
  @ParameterizedTest
  @CsvSource({"BFLOAT16, false", "BFLOAT16, true", "FLOAT32, false", "FLOAT32, true"})
  void theProgramForBatchesKnowsPrecisionsToo(Precision precision, boolean affine) {
    TransformNet net = new TransformNet(8, affine ? Norm.AFFINE : Norm.PLAIN, false);
    NDArray images = Draw.array(manager, 1, new Shape(2, 3, 30, 40), -2, 2);
    Map<String, NDArray> tensors = OwnWeights.NONE.draw(manager, net, 2);
    NDArray exact = net.apply(images, ConvWeights.of(tensors));
    try (TorchProgram program = new BatchSource(net, precision).compile(Device.cpu())) {
      NDArray painted =
          program.infer(ProgramArguments.of(images).list("w", tensors.values())).singletonOrThrow();
      assertThat(painted.getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(decibels(painted, exact)).isGreaterThan(INVISIBLE_DECIBELS);
    }
  }

  /** Eight significant bits hold a bright picture, or its contrast, but not both. */
  @Test
  void aPictureOfLowContrastKeepsIt() {
    TransformNet net = TransformNet.of(8);
    NDArray images = Draw.array(manager, 1, new Shape(1, 3, 40, 40), 2, 2.01);
    ConvWeights weights = ConvWeights.of(OwnWeights.NONE.draw(manager, net, 1));
    try (CompiledTransformNet program = net.compile(Device.cpu())) {
      NDArray exact = program.apply(images, weights, Precision.FLOAT32);
      NDArray painted = program.apply(images, weights, Precision.BFLOAT16);
      assertThat(decibels(painted, exact)).isGreaterThan(INVISIBLE_DECIBELS);
    }
  }

  /** Peak signal-to-noise ratio; the peak is the range of the exact picture. */
  private static double decibels(NDArray painted, NDArray exact) {
    double range = exact.max().getFloat() - exact.min().getFloat();
    double error = painted.sub(exact).square().mean().getFloat();
    return 10 * Math.log10(range * range / error);
  }
}
