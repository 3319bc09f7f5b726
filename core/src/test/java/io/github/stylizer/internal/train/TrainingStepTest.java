package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.NativeArrays;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStepTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  @TempDir Path folder;
  private final TinyTask task = new TinyTask();
  private final NDArray photos = Draw.array(task.manager(), 9, new Shape(2, 3, 8, 8), -2, 2);

  @AfterEach
  void close() {
    task.close();
  }

  private static List<Float> numbers(Map<String, NDArray> arrays) {
    List<Float> numbers = new ArrayList<>();
    for (NDArray array : arrays.values()) {
      for (float number : array.toFloatArray()) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  @Test
  void aGradientThatIsNotFiniteChangesNothing() throws Exception {
    task.breakSteps(step -> step == 1);
    try (TrainingStep step = new TrainingStep(task, 1e-2, NEVER)) {
      assertThat(step.run(task.step(0), photos).skipped()).isFalse();
      List<Float> parameters = numbers(task.parameters());
      List<Float> state = numbers(step.optimizerState());
      TrainingStep.Outcome outcome = step.run(task.step(1), photos);
      assertThat(outcome.skipped()).isTrue();
      assertThat(outcome.gradientNorm()).isNotFinite();
      assertThat(outcome.losses()).containsKeys("content", "style", "total");
      assertThat(numbers(task.parameters())).isEqualTo(parameters);
      assertThat(numbers(step.optimizerState())).isEqualTo(state);
      assertThat(step.run(task.step(2), photos).skipped()).as("it goes on").isFalse();
      assertThat(numbers(task.parameters())).isNotEqualTo(parameters);
    }
  }

  @Test
  void aFiniteGradientThatAdamWouldNotRecoverFromChangesNothing() throws Exception {
    task.scaleSteps(step -> step == 1 ? 1e25 : 1);
    try (TrainingStep step = new TrainingStep(task, 1e-2, NEVER)) {
      step.run(task.step(0), photos);
      List<Float> parameters = numbers(task.parameters());
      List<Float> state = numbers(step.optimizerState());
      TrainingStep.Outcome outcome = step.run(task.step(1), photos);
      assertThat(outcome.gradientNorm()).isBetween(1e22, 1e30);
      assertThat(outcome.skipped()).isTrue();
      assertThat(numbers(task.parameters())).isEqualTo(parameters);
      assertThat(numbers(step.optimizerState())).isEqualTo(state);
    }
  }

  @Test
  void shortenedItIsOneAsAnyOther() throws Exception {
    task.scaleSteps(step -> step == 1 ? 1e25 : 1);
    try (TrainingStep step = new TrainingStep(task, 1e-2, 1)) {
      step.run(task.step(0), photos);
      assertThat(step.run(task.step(1), photos).skipped()).isFalse();
      assertThat(numbers(step.optimizerState())).allMatch(number -> Math.abs(number) <= 2);
      List<Float> parameters = numbers(task.parameters());
      step.run(task.step(2), photos);
      assertThat(numbers(task.parameters())).doesNotContainSequence(parameters);
    }
  }

  @Test
  void aLongGradientIsShortenedBeforeAdamSeesIt() throws Exception {
    double maximum = 0.01;
    try (TrainingStep step = new TrainingStep(task, 1e-2, maximum)) {
      TrainingStep.Outcome outcome = step.run(task.step(0), photos);
      assertThat(outcome.gradientNorm()).isGreaterThan(2 * maximum);
      // After one step the first moment is a tenth of the gradient.
      double sum = 0;
      for (Map.Entry<String, NDArray> state : step.optimizerState().entrySet()) {
        if (state.getKey().startsWith("first_moment.")) {
          for (float number : state.getValue().toFloatArray()) {
            sum += (double) number * number;
          }
        }
      }
      assertThat(Math.sqrt(sum)).isCloseTo(maximum / 10, within(1e-7));
    }
  }

  @Test
  void aShortGradientIsLeftAsItIs() throws Exception {
    try (TinyTask other = new TinyTask();
        TrainingStep free = new TrainingStep(task, 1e-2, NEVER);
        TrainingStep limited = new TrainingStep(other, 1e-2, 1e6)) {
      free.run(task.step(0), photos);
      limited.run(other.step(0), photos);
      assertThat(numbers(other.parameters())).isEqualTo(numbers(task.parameters()));
      assertThat(numbers(limited.optimizerState())).isEqualTo(numbers(free.optimizerState()));
    }
  }

  @Test
  void anInterruptedThreadChangesNothing() {
    List<Float> before = numbers(task.parameters());
    try (TrainingStep step = new TrainingStep(task, 1e-2, NEVER)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> step.run(task.step(0), photos))
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(numbers(task.parameters())).isEqualTo(before);
  }

  @Test
  void nothingIsLeakedAlsoIfTheLossFails() throws Exception {
    int before = NativeArrays.heldBy(task.manager());
    try (TrainingStep step = new TrainingStep(task, 1e-2, 1e-3)) {
      step.run(task.step(0), photos);
      int held = NativeArrays.heldBy(task.manager());
      step.run(task.step(1), photos);
      task.breakSteps(number -> true);
      step.run(task.step(2), photos);
      IllegalStateException failure = new IllegalStateException("no loss");
      task.duringLoss(
          number -> {
            throw failure;
          });
      assertThatThrownBy(() -> step.run(task.step(3), photos)).isSameAs(failure);
      assertThat(NativeArrays.heldBy(task.manager())).isEqualTo(held);
    }
    assertThat(NativeArrays.heldBy(task.manager())).isEqualTo(before);
  }

  @Test
  void aTrainingCountsWhatItSkipsAndGoesOn() throws IOException {
    TinyTrainer.photos(folder.resolve("photos"), 2);
    Path directory = folder.resolve("training");
    task.breakSteps(step -> step == 1 || step == 2);
    Training training = new TinyTrainer(folder.resolve("photos"), 5).build();
    assertThat(training.start(task, directory, ProgressListener.NONE)).isEqualTo(5);
    assertThat(TrainingFolder.metrics(directory))
        .extracting(line -> line.replaceAll(".*\"skipped_steps\":([^,]+),.*", "$1"))
        .containsExactly("0.0", "1.0", "2.0", "2.0", "2.0");
    assertThat(TrainingFolder.metrics(directory).get(1)).contains("\"gradient_norm\":null");
    assertThat(TrainingFolder.metadata(directory)).containsEntry("skipped", "2");
    assertThat(TrainingFolder.tensors(directory).get("optimizer.steps"))
        .as("Adam knows nothing of them")
        .containsExactly(3f);
  }

  @Test
  void aHundredInARowEndATraining() throws IOException {
    TinyTrainer.photos(folder.resolve("photos"), 2);
    Path directory = folder.resolve("training");
    // One good step among them begins the count anew.
    task.breakSteps(step -> step >= 2 && step != 4);
    Training training = new TinyTrainer(folder.resolve("photos"), 200).checkpointEvery(50).build();
    assertThatIOException()
        .isThrownBy(() -> training.start(task, directory, ProgressListener.NONE))
        .withMessage(
            "training diverged: 100 consecutive gradients were not finite or longer than 1e18, up to step"
                + " 105; resume from the last checkpoint with a lower learning rate");
    assertThat(TrainingFolder.steps(directory)).isEqualTo(100);
    assertThat(TrainingFolder.tensors(directory).get("parameter.shift"))
        .allMatch(number -> Float.isFinite(number));
  }
}
