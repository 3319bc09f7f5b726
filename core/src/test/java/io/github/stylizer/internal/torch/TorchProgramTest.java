package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.Draw;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchProgramTest {
  private static final String PARAMETERS = "x: Tensor, w: List[Tensor]";
  private static final Shape SHAPE = new Shape(2, 3);

  private final NDManager manager = NDManager.newBaseManager();
  private final TorchProgram program =
      TorchProgram.compile(
          PARAMETERS,
          "List[Tensor]",
          List.of("y = torch.mul(x, w[0])", "return [y, torch.add(y, w[1])]"),
          Device.cpu());

  @AfterEach
  void close() {
    program.close();
    manager.close();
  }

  private NDList inputs(NDManager owner) {
    NDArray factor = Draw.array(owner, 22, SHAPE, -1, 1);
    NDArray offset = Draw.array(owner, 23, SHAPE, -1, 1);
    return new NDList(Draw.array(owner, 21, SHAPE, -1, 1), factor, offset);
  }

  private static ProgramArguments arguments(NDList inputs) {
    return ProgramArguments.of(inputs.head()).list("w", inputs.subList(1, inputs.size()));
  }

  @Test
  void computesWhatTheSourceSays() {
    NDList results = program.infer(arguments(inputs(manager)));
    float[] x = Draw.values(21, SHAPE, -1, 1);
    float[] factor = Draw.values(22, SHAPE, -1, 1);
    float[] offset = Draw.values(23, SHAPE, -1, 1);
    assertThat(results).hasSize(2);
    for (int i = 0; i < x.length; i++) {
      float product = x[i] * factor[i];
      assertThat(results.get(0).toFloatArray()[i]).isEqualTo(product);
      assertThat(results.get(1).toFloatArray()[i]).isEqualTo(product + offset[i]);
    }
  }

  @Test
  void theArgumentsKeepTheirNames() {
    NDList inputs = inputs(manager);
    float[] expected = program.infer(arguments(inputs)).get(1).toFloatArray();
    inputs.forEach(array -> array.setName("photo.jpg"));
    assertThat(program.infer(arguments(inputs)).get(1).toFloatArray()).containsExactly(expected);
    assertThat(inputs).extracting(NDArray::getName).containsOnly("photo.jpg");
  }

  @Test
  void mayReturnOneTensor() {
    try (TorchProgram padding =
        TorchProgram.compile(
            "x: Tensor",
            "Tensor",
            List.of("return torch.reflection_pad2d(x, [1, 1, 0, 0])"),
            Device.cpu())) {
      NDArray row = manager.create(new float[] {1, 2, 3}, new Shape(1, 1, 1, 3));
      NDList results = padding.infer(ProgramArguments.of(row));
      assertThat(results).singleElement();
      assertThat(results.head().toFloatArray()).containsExactly(2, 1, 2, 3, 2);
    }
  }

  @Test
  void refusedSourceIsShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TorchProgram.compile(
                    PARAMETERS, "Tensor", List.of("return torch.no_such_thing(x)"), Device.cpu()))
        .withMessageContainingAll(PARAMETERS, "return torch.no_such_thing(x)")
        .withCauseInstanceOf(Exception.class);
  }

  @Test
  void wrongResultTypeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TorchProgram.compile("x: Tensor", "Tensor", List.of("return [x]"), Device.cpu()))
        .withMessageContaining("return [x]");
  }

  @Test
  void gradientsReachTheFirstInput() throws InterruptedException {
    NDList inputs = inputs(manager);
    NDArray gradient =
        Gradients.compute(
            inputs.get(0),
            x -> program.run(arguments(new NDList(x, inputs.get(1), inputs.get(2)))).get(1).sum());
    assertThat(gradient.toFloatArray()).containsExactly(inputs.get(1).toFloatArray());
  }

  @Test
  void gradientsReachTheElementsOfAList() throws InterruptedException {
    NDList inputs = inputs(manager);
    NDArray gradient =
        Gradients.compute(
            inputs.get(1),
            factor -> {
              NDArray x = inputs.get(0).duplicate();
              x.attach(factor.getManager());
              return program.run(arguments(new NDList(x, factor, inputs.get(2)))).get(1).sum();
            });
    assertThat(gradient.toFloatArray()).containsExactly(inputs.get(0).toFloatArray());
  }

  @Test
  void concurrentRunsGiveTheSame() throws Exception {
    float[] expected = program.run(arguments(inputs(manager))).get(1).toFloatArray();
    List<float[]> results =
        Concurrently.run(
            3,
            () -> {
              try (NDManager own = NDManager.newBaseManager()) {
                return program.run(arguments(inputs(own))).get(1).toFloatArray();
              }
            });
    assertThat(results).hasSize(3).allSatisfy(r -> assertThat(r).containsExactly(expected));
  }

  /** DJL prepares a block at its first run for training, and not for several at once. */
  @Test
  void theFirstRunsMayComeAtOnce() throws Exception {
    for (int round = 0; round < 300; round++) {
      try (TorchProgram fresh =
          TorchProgram.compile(
              "x: Tensor", "Tensor", List.of("return torch.neg(x)"), Device.cpu())) {
        List<Float> results =
            Concurrently.run(
                4,
                () -> {
                  try (NDManager own = NDManager.newBaseManager()) {
                    return fresh.run(ProgramArguments.of(own.create(7f))).head().getFloat();
                  }
                });
        assertThat(results).containsExactly(-7f, -7f, -7f, -7f);
      }
    }
  }

  @Test
  void resultsJoinTheFirstInput() {
    try (NDManager weights = NDManager.newBaseManager()) {
      NDList inputs = inputs(weights);
      inputs.head().attach(manager);
      NDList results = program.run(arguments(inputs));
      assertThat(manager.getManagedArrays())
          .containsExactlyInAnyOrder(inputs.head(), results.get(0), results.get(1));
      assertThat(weights.getManagedArrays())
          .containsExactlyInAnyOrder(inputs.get(1), inputs.get(2));
    }
  }

  @Test
  void closesTwice() {
    NDList results = program.infer(arguments(inputs(manager)));
    program.close();
    program.close();
    assertThat(results.head().toFloatArray()).hasSize(6);
  }
}
