package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.refine.MomentLoss;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.Goldens;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loss and the optimized pictures of the prototype in PyTorch. */
class DistillationGoldenTest {
  private static final int[] CHANNELS = {64, 128, 256, 512};
  private static final int DIRECTIONS = 3;

  private final NDManager manager = NDManager.newBaseManager();
  private final NamedTensors weights = DrawnCompactVgg.weights();
  private final CompactVgg student = new CompactVgg(DrawnCompactVgg.LAYOUT, weights);
  private WeightsFile golden;

  @BeforeEach
  void open() throws IOException {
    golden = Goldens.openDrawn("distillation");
  }

  @AfterEach
  void close() throws IOException {
    golden.close();
    student.close();
    manager.close();
  }

  private NDList targets() {
    NDList targets = new NDList();
    for (int i = 0; i < CHANNELS.length; i++) {
      Shape shape = new Shape(3, CHANNELS[i], 32 >> i, 32 >> i);
      NDArray scales = Draw.array(manager, 215 + i, new Shape(3, CHANNELS[i], 1, 1), 0, 2);
      targets.add(Draw.array(manager, 210 + i, shape, 0, 2).mul(scales));
    }
    return targets;
  }

  @Test
  void lossAndGradientsAreThoseOfPyTorch() throws IOException, InterruptedException {
    NDArray images = Draw.array(manager, 200, new Shape(3, 3, 32, 32), -2, 2);
    NDList targets = targets();
    float[] parts = golden.readFloats("parts");
    NDList gradients =
        Gradients.compute(
            new NDList(weights.tensors().values()),
            variables -> {
              NDList found = student.featuresWith(images, variables);
              NDArray total = manager.zeros(new Shape());
              for (int i = 0; i < 4; i++) {
                DistillationLoss loss = DistillationLoss.of(found.get(i), targets.get(i));
                assertClose(loss.unexplained(), parts[2 * i]);
                assertClose(loss.moments(), 0.5 * parts[2 * i + 1]);
                total = total.add(loss.unexplained()).add(loss.moments());
              }
              return total;
            });
    int i = 0;
    for (String name : weights.tensors().keySet()) {
      NDArray gradient = gradients.get(i);
      float norm = golden.readFloats("norm." + name)[0];
      assertThat(gradient.norm().getFloat()).as(name).isCloseTo(norm, within(1e-4f * norm));
      float[] projections = golden.readFloats("projections." + name);
      for (int d = 0; d < DIRECTIONS; d++) {
        long seed = 300 + DIRECTIONS * i + d;
        NDArray direction = Draw.array(manager, seed, gradient.getShape(), -1, 1);
        assertThat(gradient.mul(direction).sum().getFloat())
            .as(name)
            .isCloseTo(projections[d], within(3e-4f * norm));
      }
      i++;
    }
    assertThat(golden.readFloats("loss")[0])
        .as("the golden agrees with itself")
        .isCloseTo(
            parts[0]
                + parts[2]
                + parts[4]
                + parts[6]
                + 0.5f * (parts[1] + parts[3] + parts[5] + parts[7]),
            within(1e-4f));
  }

  private static void assertClose(NDArray actual, double expected) {
    assertThat((double) actual.getFloat()).isCloseTo(expected, within(1e-5 * expected));
  }

  @Test
  void picturesAreOptimizedAsInPyTorch() throws IOException {
    MomentLoss loss = MomentLoss.of(student, manager.getDevice());
    try (TorchProgram program = Adam.compile(manager.getDevice(), 0.99)) {
      for (int i = 0; i < 2; i++) {
        try (OptimizedPicture picture = new OptimizedPicture(manager, 32, program)) {
          NDArray photo = Draw.array(manager, 220 + i, new Shape(1, 3, 32, 32), -2, 2);
          NDArray painting = Draw.array(manager, 222 + i, new Shape(1, 3, 32, 32), -2, 2);
          assertThat(picture.isFinished()).isTrue();
          // The second time from what the first left behind.
          for (int time = 0; time < 2; time++) {
            picture.begin(photo, painting, photo, 5);
            for (int step = 0; step < 5; step++) {
              assertThat(picture.isFinished()).isFalse();
              picture.advance(student, loss);
            }
            assertThat(picture.isFinished()).isTrue();
            float[] moved = picture.image().sub(photo).toFloatArray();
            assertThat(ErrorMeasures.relative(moved, golden.readFloats("picture." + i)))
                .isLessThan(1e-3);
          }
        }
      }
    }
  }

  /** What is optimized sees weights that training changes in place. */
  @Test
  void gradientFollowsTheWeights() throws InterruptedException {
    NDArray images = Draw.array(manager, 200, new Shape(1, 3, 32, 32), -2, 2);
    for (int time = 0; time < 2; time++) {
      NDArray expected =
          Gradients.compute(
              images,
              variable ->
                  student.featuresWith(variable, weights.tensors().values()).get(3).square().sum());
      NDArray actual =
          student.gradient(
              images,
              student.taps(),
              maps -> {
                NDList gradients = new NDList();
                for (NDArray map : maps) {
                  gradients.add(gradients.size() == 3 ? map.mul(2) : map.zerosLike());
                }
                return gradients;
              });
      assertThat(ErrorMeasures.relative(actual.toFloatArray(), expected.toFloatArray()))
          .isLessThan(1e-5);
      for (Map.Entry<String, NDArray> tensor : weights.tensors().entrySet()) {
        tensor.getValue().muli(1.1f);
      }
    }
  }
}
