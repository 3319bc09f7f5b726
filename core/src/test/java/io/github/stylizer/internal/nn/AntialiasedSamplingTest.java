package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blur, upsampling and pad, compared with PyTorch's own operators in value and gradient. */
class AntialiasedSamplingTest {
  private static final String BLUR =
      "k = torch.div(torch.reshape(torch.mul(torch.unsqueeze(r, 1), r), [1, 1, 3, 3]), 16.)";

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void free() {
    manager.close();
  }

  private void agree(NDArray input, UnaryOperator<NDArray> layer, List<String> source)
      throws InterruptedException {
    NDArray row = manager.create(new float[] {1, 2, 1});
    try (TorchProgram program =
        TorchProgram.compile("x: Tensor, r: Tensor", "Tensor", source, Device.cpu())) {
      UnaryOperator<NDArray> torch =
          x -> program.run(ProgramArguments.of(x, row)).singletonOrThrow();
      NDArray expected = torch.apply(input);
      NDArray found = layer.apply(input);
      assertThat(found.getShape()).isEqualTo(expected.getShape());
      assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-6f));
      NDArray direction = Draw.array(manager, 9, expected.getShape(), -1, 1);
      float[] wanted =
          Gradients.compute(input, x -> torch.apply(x).mul(direction).sum()).toFloatArray();
      float[] gradient =
          Gradients.compute(input, x -> layer.apply(x).mul(direction).sum()).toFloatArray();
      assertThat(ErrorMeasures.relative(gradient, wanted)).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "4, 3", "7, 8"})
  void upsamplingIsBilinear(int height, int width) throws InterruptedException {
    agree(
        Draw.array(manager, 1, new Shape(2, 3, height, width), -1, 1),
        BilinearUpsample::apply,
        List.of("return torch.upsample_bilinear2d(x, None, False, [2.0, 2.0])"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 3"})
  void thePadRepeatsTheEdge(int height, int width) throws InterruptedException {
    agree(
        Draw.array(manager, 3, new Shape(2, 3, height, width), -1, 1),
        ReplicationPad::apply,
        List.of("return torch.replication_pad2d(x, [1, 1, 1, 1])"));
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "5, 3", "8, 7"})
  void theBlurIsBinomial(int height, int width) throws InterruptedException {
    agree(
        Draw.array(manager, 2, new Shape(1, 1, height, width), -1, 1),
        BinomialBlur::apply,
        List.of(BLUR, "return torch.conv2d(torch.reflection_pad2d(x, [1, 1, 1, 1]), k)"));
  }

  /** A checkerboard is what a stride of two would turn into a flat area of a wrong color. */
  @Test
  void theBlurRemovesTheFinestPattern() {
    float[] board = new float[64];
    for (int i = 0; i < 64; i++) {
      board[i] = (i / 8 + i % 8) % 2 == 0 ? 1 : -1;
    }
    NDArray blurred = BinomialBlur.apply(manager.create(board, new Shape(1, 1, 8, 8)));
    assertThat(blurred.abs().max().getFloat()).isLessThan(1e-6f);
    assertThat(blurred.getShape()).isEqualTo(new Shape(1, 1, 8, 8));
  }
}
