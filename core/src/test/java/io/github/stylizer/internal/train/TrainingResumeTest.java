package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was broken off ends where one that was not ends. */
class TrainingResumeTest {
  private static final long STEPS = 11;

  @TempDir Path folder;
  private Path whole;
  private Path broken;

  @BeforeEach
  void train() throws IOException {
    TinyTrainer.photos(folder.resolve("photos"), 5);
    whole = folder.resolve("whole");
    broken = folder.resolve("broken");
  }

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  private TinyTrainer trainer(long steps) {
    return new TinyTrainer(folder.resolve("photos"), steps).randomCrop(0.3, 1).flip(true);
  }

  private long start(Training training, Path directory, ProgressListener listener)
      throws IOException {
    try (TinyTask task = new TinyTask()) {
      return training.start(task, directory, listener);
    }
  }

  private long resume(Training training, Path directory) throws IOException {
    try (TinyTask task = new TinyTask()) {
      // What the task begins with must not matter.
      task.fill(0.5f);
      return training.resume(task, directory, ProgressListener.NONE);
    }
  }

  private void assertSameEnd() throws IOException {
    start(trainer(STEPS).build(), whole, ProgressListener.NONE);
    assertThat(TrainingFolder.tensors(broken)).isEqualTo(TrainingFolder.tensors(whole));
    assertThat(TrainingFolder.metrics(broken)).isEqualTo(TrainingFolder.metrics(whole));
    assertThat(TrainingFolder.metrics(broken)).hasSize((int) STEPS);
    assertThat(broken.resolve(TinyTask.SAVED)).hasContent("after " + STEPS);
  }

  private static ProgressListener at(long step, Runnable action) {
    return progress -> {
      if (progress.done() == step && progress.stopped().isEmpty()) {
        action.run();
      }
    };
  }

  @Test
  void afterAnInterruptByTheListener() throws IOException {
    Runnable interrupt = Thread.currentThread()::interrupt;
    assertThat(start(trainer(STEPS).build(), broken, at(5, interrupt))).isEqualTo(5);
    assertThat(Thread.interrupted()).as("the flag is set at return").isTrue();
    assertThat(TrainingFolder.steps(broken)).isEqualTo(5);
    assertThat(resume(trainer(STEPS).build(), broken)).isEqualTo(STEPS);
    assertThat(Thread.interrupted()).isFalse();
    assertSameEnd();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 5})
  void afterAnInterruptInTheMiddleOfAStep(long step) throws IOException {
    Training training =
        trainer(STEPS)
            .checkpointEvery(2)
            .picturesEvery(3)
            .validation(List.of(folder.resolve("photos/0.png")))
            .build();
    try (TinyTask task = new TinyTask()) {
      Thread thread = Thread.currentThread();
      task.duringLoss(
          now -> {
            if (now == step) {
              thread.interrupt();
            }
          });
      assertThat(training.start(task, broken, ProgressListener.NONE)).isEqualTo(step + 1);
    }
    assertThat(Thread.interrupted()).as("the flag is set at return").isTrue();
    assertThat(resume(training, broken)).isEqualTo(STEPS);
    assertSameEnd();
  }

  @Test
  void afterAnInterruptBeforeTheFirstStep() throws IOException {
    Thread.currentThread().interrupt();
    assertThat(start(trainer(STEPS).build(), broken, ProgressListener.NONE)).isZero();
    assertThat(Thread.interrupted()).as("the flag is set at return").isTrue();
    assertThat(resume(trainer(STEPS).build(), broken)).isEqualTo(STEPS);
    assertSameEnd();
  }

  @Test
  void anInterruptInTheLastStepDoesNotMakeItLessComplete() throws IOException {
    Runnable interrupt = Thread.currentThread()::interrupt;
    assertThat(start(trainer(STEPS).build(), broken, at(STEPS, interrupt))).isEqualTo(STEPS);
    assertThat(Thread.interrupted()).as("the flag is set at return").isTrue();
    assertSameEnd();
  }

  @Test
  void anInterruptWhileTheCheckpointIsReadChangesNoFile() throws IOException {
    start(trainer(5).build(), broken, ProgressListener.NONE);
    byte[] before = Files.readAllBytes(TrainingFolder.checkpoint(broken));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> resume(trainer(STEPS).build(), broken))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(TrainingFolder.checkpoint(broken)).hasBinaryContent(before);
    resume(trainer(STEPS).build(), broken);
    assertSameEnd();
  }

  @Test
  void afterAnExceptionOfTheListener() throws IOException {
    IllegalStateException thrown = new IllegalStateException("enough");
    Training training = trainer(STEPS).checkpointEvery(3).build();
    assertThatThrownBy(
            () ->
                start(
                    training,
                    broken,
                    at(
                        8,
                        () -> {
                          throw thrown;
                        })))
        .isSameAs(thrown);
    assertThat(TrainingFolder.steps(broken)).isEqualTo(6);
    assertThat(TrainingFolder.metrics(broken)).hasSize(8);
    assertThat(resume(training, broken)).isEqualTo(STEPS);
    assertSameEnd();
  }

  @Test
  void afterAnExceptionBeforeTheFirstCheckpointItIsStartedAgain() throws IOException {
    Training training = trainer(STEPS).build();
    assertThatThrownBy(
            () ->
                start(
                    training,
                    broken,
                    at(
                        4,
                        () -> {
                          throw new IllegalStateException("enough");
                        })))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> resume(training, broken)).isInstanceOf(NoSuchFileException.class);
    assertThat(start(training, broken, ProgressListener.NONE)).isEqualTo(STEPS);
    assertSameEnd();
  }

  @Test
  void withMoreStepsThanBefore() throws IOException {
    start(trainer(4).build(), broken, ProgressListener.NONE);
    assertThat(resume(trainer(STEPS).build(), broken)).isEqualTo(STEPS);
    assertSameEnd();
  }

  @Test
  void oneThatIsCompleteStaysAsItIs() throws IOException {
    start(trainer(STEPS).build(), broken, ProgressListener.NONE);
    assertThat(resume(trainer(STEPS).build(), broken)).isEqualTo(STEPS);
    assertSameEnd();
  }

  @Test
  void withFewerStepsThanAreDoneIsRefused() throws IOException {
    start(trainer(5).build(), broken, ProgressListener.NONE);
    assertThatThrownBy(() -> resume(trainer(4).build(), broken))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(TrainingFolder.checkpoint(broken) + ": has 5 steps")
        .hasMessageContaining("this training has only 4");
  }

  @Test
  void withAnotherLearningRate() throws IOException {
    start(trainer(5).build(), broken, ProgressListener.NONE);
    resume(trainer(STEPS).learningRate(0.01).build(), broken);
    assertThat(TrainingFolder.metadata(broken)).containsEntry("training.learning rate", "0.01");
    start(trainer(STEPS).build(), whole, ProgressListener.NONE);
    assertThat(TrainingFolder.metrics(broken).subList(0, 6))
        .as("the sixth line is from before the sixth step")
        .isEqualTo(TrainingFolder.metrics(whole).subList(0, 6));
    assertThat(TrainingFolder.tensors(broken)).isNotEqualTo(TrainingFolder.tensors(whole));
  }

  static Stream<Arguments> otherOptions() {
    return Stream.of(
        option("seed 0", "seed 1", trainer -> trainer.seed(1)),
        option("size 16", "size 32", trainer -> trainer.size(32)),
        option("batch size 2", "batch size 3", trainer -> trainer.batchSize(3)),
        option(
            "crop random 0.3 to 1.0, flipped",
            "crop random 0.3 to 1.0:",
            trainer -> trainer.flip(false)),
        option("dither 1.0E-4", "dither 0.0", trainer -> trainer.dither(0)),
        option(
            "maximum gradient norm "
                + new TinyTrainer(Path.of(""), 1).build().provenance().get("maximum gradient norm"),
            "maximum gradient norm 7.0",
            trainer -> trainer.maximumGradientNorm(7)));
  }

  private static Arguments option(String found, String wanted, UnaryOperator<TinyTrainer> changed) {
    return Arguments.of(found, wanted, changed);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("otherOptions")
  void withOtherOptionsIsRefused(String found, String wanted, UnaryOperator<TinyTrainer> changed)
      throws IOException {
    start(trainer(3).build(), broken, ProgressListener.NONE);
    byte[] checkpoint = Files.readAllBytes(TrainingFolder.checkpoint(broken));
    List<String> names = TrainingFolder.names(broken);
    assertThatThrownBy(() -> resume(changed.apply(trainer(STEPS)).build(), broken))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(TrainingFolder.checkpoint(broken) + ": ")
        .hasMessageContaining("training with " + found)
        .hasMessageContaining("this one has " + wanted);
    assertThat(TrainingFolder.checkpoint(broken)).hasBinaryContent(checkpoint);
    assertThat(TrainingFolder.names(broken)).isEqualTo(names);
  }

  @Test
  void ofAnotherTaskIsRefused() throws IOException {
    start(trainer(3).build(), broken, ProgressListener.NONE);
    try (TinyTask other = new TinyTask("no colors")) {
      assertThatThrownBy(() -> trainer(STEPS).build().resume(other, broken, ProgressListener.NONE))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContaining("goal other colors")
          .hasMessageContaining("goal no colors");
    }
  }
}
