package io.github.stylizer.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.TinyExtractor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient by formulas is the gradient of {@link PerceptualLoss#evaluate}. */
class PerceptualGradientTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final TinyExtractor extractor = new TinyExtractor();
  private final NDArray image = Draw.array(manager, 71, new Shape(1, 3, 9, 14), -2, 2);
  private final NDArray photo = Draw.array(manager, 72, new Shape(1, 3, 9, 14), -2, 2);
  private final NDArray painting = Draw.array(manager, 73, new Shape(1, 3, 12, 9), -2, 2);

  @AfterEach
  void close() {
    extractor.close();
    manager.close();
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(Map.of("middle", 2.0), Map.of(), 0.0),
        Arguments.of(Map.of(), Map.of("shallow", 30.0, "deep", 70.0), 0.0),
        Arguments.of(Map.of("middle", 2.0, "deep", 0.5), Map.of("middle", 3e4, "deep", 7e4), 0.0),
        Arguments.of(Map.of("deep", 2.0), Map.of("shallow", 3e4), 0.01));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isTheGradientThatIsRecorded(
      Map<String, Double> content, Map<String, Double> style, double variation) throws Exception {
    PerceptualLoss loss = new PerceptualLoss(extractor, content, style, variation);
    NDList contentTarget = loss.contentTarget(photo);
    NDList styleTarget = loss.styleTarget(painting);
    NDArray expected =
        Gradients.compute(image, x -> loss.evaluate(x, contentTarget, styleTarget).total());
    Map<String, Double> values = loss.evaluate(image, contentTarget, styleTarget).values();
    int before = manager.getManagedArrays().size();
    try (PerceptualGradient gradient = new PerceptualGradient(loss, Device.cpu())) {
      LossGradient found = gradient.at(image, contentTarget, styleTarget);
      assertThat(manager.getManagedArrays()).hasSize(before + 1);
      assertThat(ErrorMeasures.relative(found.gradient().toFloatArray(), expected.toFloatArray()))
          .isLessThan(1e-4);
      assertThat(found.losses().keySet()).containsExactlyElementsOf(values.keySet());
      values.forEach(
          (name, value) ->
              assertThat(found.losses().get(name))
                  .as(name)
                  .isCloseTo(value, within(1e-4 * value + 1e-9)));
    }
  }

  /** What a GPU runs. */
  @Test
  void aProductOfMatricesIsTheSameAsConvolutions() {
    NDArray target = Draw.array(manager, 74, new Shape(1, 3, 3), -1, 1);
    NDArray symmetric = target.add(target.swapAxes(1, 2));
    ProgramArguments inputs = ProgramArguments.of(image, symmetric, manager.create(5f));
    List<NDList> results =
        Stream.of(true, false)
            .map(
                gpu -> {
                  try (TorchProgram program =
                      TorchProgram.compile(
                          "x: Tensor, target: Tensor, weight: Tensor",
                          "List[Tensor]",
                          PerceptualGradient.styleTerm(gpu),
                          Device.cpu())) {
                    return program.run(inputs);
                  }
                })
            .toList();
    for (int i = 0; i < 2; i++) {
      assertThat(
              ErrorMeasures.relative(
                  results.get(0).get(i).toFloatArray(), results.get(1).get(i).toFloatArray()))
          .isLessThan(1e-5);
    }
  }

  @Test
  void refusesWhatItCannotCompute() {
    PerceptualLoss none = new PerceptualLoss(extractor, Map.of(), Map.of(), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PerceptualGradient(none, Device.cpu()))
        .withMessageContaining("at least one content or style tap");
    PerceptualLoss loss = new PerceptualLoss(extractor, Map.of("deep", 1.0), Map.of(), 0);
    NDArray two = Draw.array(manager, 75, new Shape(2, 3, 9, 14), -2, 2);
    try (PerceptualGradient gradient = new PerceptualGradient(loss, Device.cpu())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> gradient.at(two, loss.contentTarget(two), new NDList()))
          .withMessageContaining("(2, 3, 9, 14)");
    }
  }
}
