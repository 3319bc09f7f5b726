package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.testing.NativeArrays;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path folder;
  private Path directory;
  private final TinyTask task = new TinyTask();

  @BeforeEach
  void photos() throws IOException {
    TinyTrainer.photos(folder.resolve("photos"), 3);
    directory = folder.resolve("a/training");
  }

  @AfterEach
  void close() {
    task.close();
  }

  private TinyTrainer trainer(long steps) {
    return new TinyTrainer(folder.resolve("photos"), steps);
  }

  private long start(TinyTrainer trainer) throws IOException {
    return trainer.build().start(task, directory, ProgressListener.NONE);
  }

  @Test
  void theLossFalls() throws IOException {
    List<Progress> told = new ArrayList<>();
    trainer(40).learningRate(0.05).build().start(task, directory, told::add);
    double first = told.get(1).losses().get("content");
    double last = told.get(40).losses().get("content");
    assertThat(last).isLessThan(first / 2);
  }

  /** The first step of Adam is as long as the learning rate. */
  @Test
  void theLearningRateGrows() throws IOException {
    float[] before = task.parameters().get("shift").toFloatArray();
    start(trainer(1).learningRate(0.05).warmUp(10));
    float[] after = task.parameters().get("shift").toFloatArray();
    for (int i = 0; i < before.length; i++) {
      assertThat(Math.abs(after[i] - before[i])).isCloseTo(0.005f, within(1e-5f));
    }
  }

  @Test
  void progressIsReportedBeforeTheFirstStepAfterEachAndAtTheEnd() throws IOException {
    List<Progress> told = new ArrayList<>();
    trainer(4).build().start(task, directory, told::add);
    assertThat(told).extracting(Progress::done).containsExactly(0L, 1L, 2L, 3L, 4L, 4L);
    assertThat(told).extracting(Progress::total).containsOnly(4L);
    assertThat(told).extracting(Progress::stage).containsOnly("training");
    assertThat(told.get(0).losses()).isEmpty();
    assertThat(told.subList(1, 6))
        .allSatisfy(
            progress ->
                assertThat(progress.losses()).containsOnlyKeys("content", "style", "total"));
    assertThat(told.subList(0, 5)).allMatch(progress -> progress.stopped().isEmpty());
    assertThat(told.get(5).stopped()).hasValue("finished 4 steps");
    assertThat(told).extracting(Progress::elapsed).isSorted();
  }

  @Test
  void skippedFilesAreReportedAtTheEnd() throws IOException {
    Files.writeString(folder.resolve("photos").resolve("a-notes.txt"), "no picture");
    List<Progress> told = new ArrayList<>();
    trainer(8).build().start(task, directory, told::add);
    assertThat(told.get(told.size() - 1).stopped().orElseThrow())
        .startsWith("finished 8 steps; unreadable files skipped: 1, ")
        .contains("a-notes.txt");
  }

  @Test
  void anInterruptIsReported() throws IOException {
    List<Progress> told = new ArrayList<>();
    ProgressListener listener =
        progress -> {
          told.add(progress);
          if (progress.done() == 2) {
            Thread.currentThread().interrupt();
          }
        };
    assertThat(trainer(4).build().start(task, directory, listener)).isEqualTo(2);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told.get(told.size() - 1).stopped()).hasValue("interrupted after 2 steps");
  }

  @Test
  void checkpointsAreWrittenAsOftenAsAskedForAndAtTheEnd() throws IOException {
    List<Long> seen = new ArrayList<>();
    ProgressListener listener =
        progress -> {
          try {
            seen.add(TrainingFolder.steps(directory));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    trainer(7).checkpointEvery(3).build().start(task, directory, listener);
    assertThat(seen).containsExactly(0L, 0L, 0L, 0L, 3L, 3L, 3L, 6L, 7L);
    assertThat(directory.resolve(TinyTask.SAVED)).hasContent("after 7");
  }

  @Test
  void theNumbersOfEveryStepAreWritten() throws IOException {
    start(trainer(3));
    assertThat(TrainingFolder.metrics(directory)).hasSize(3);
    assertThat(Files.readAllLines(directory.resolve("metrics.jsonl")))
        .allMatch(
            line ->
                line.matches(
                    "\\{\"step\":[1-3],\"content\":[^,]+,\"style\":[^,]+,\"total\":[^,]+,"
                        + "\"gradient_norm\":[^,]+,\"skipped_steps\":0.0,\"unreadable_photos\":0.0,"
                        + "\"seconds\":[^,]+,\"data_wait_seconds\":[^,]+}"));
    assertThat(events(directory))
        .extracting(EventReader.Event::step)
        .containsExactlyElementsOf(LongStream.of(0, 1, 1, 2, 3).boxed().toList());
  }

  static List<EventReader.Event> events(Path directory) throws IOException {
    List<EventReader.Event> events = new ArrayList<>();
    for (String name : TrainingFolder.names(directory)) {
      if (name.contains("tfevents")) {
        events.addAll(EventReader.read(directory.resolve(name)));
      }
    }
    return events;
  }

  @Test
  void unreadablePhotosAreCounted() throws IOException {
    Files.writeString(folder.resolve("photos/notes.txt"), "no photo");
    start(trainer(6));
    assertThat(TrainingFolder.metrics(directory).get(5)).contains("\"unreadable_photos\":1.0");
  }

  @Test
  void whereATrainingIsNoneIsStarted() throws IOException {
    start(trainer(2));
    byte[] before = Files.readAllBytes(TrainingFolder.checkpoint(directory));
    assertThatThrownBy(() -> start(trainer(5)))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(TrainingFolder.checkpoint(directory).toString())
        .hasMessageContaining("resume it, or train in another folder");
    assertThat(TrainingFolder.checkpoint(directory)).hasBinaryContent(before);
    assertThat(TrainingFolder.metrics(directory)).hasSize(2);
  }

  @Test
  void whereNoTrainingIsNoneIsResumed() {
    assertThatThrownBy(() -> trainer(5).build().resume(task, directory, ProgressListener.NONE))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(TrainingFolder.checkpoint(directory).toString())
        .hasMessageContaining("no training to resume");
    assertThat(directory).doesNotExist();
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Files.createDirectories(directory.getParent());
    Files.writeString(directory, "a file");
    assertThatThrownBy(() -> start(trainer(5)))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("is a file");
    assertThat(directory).hasContent("a file");
  }

  @Test
  void withoutPhotosNothingIsWritten() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatIOException()
        .isThrownBy(() -> start(new TinyTrainer(empty, 5)))
        .withMessage(empty + ": this folder contains no files; add photos to it");
    assertThatIOException()
        .isThrownBy(() -> start(new TinyTrainer(folder.resolve("missing"), 5)))
        .withMessageContaining("no such folder");
    assertThat(directory).doesNotExist();
  }

  @Test
  void withUnreadablePhotosOnlyNothingIsWritten() throws IOException {
    Path unreadable = Files.createDirectory(folder.resolve("unreadable"));
    Files.writeString(unreadable.resolve("a.jpg"), "no photo");
    Files.writeString(unreadable.resolve("b.jpg"), "no photo");
    assertThatIOException()
        .isThrownBy(() -> start(new TinyTrainer(unreadable, 5)))
        .withMessageStartingWith(unreadable + ": none of its 2 files can be read as an image");
    assertThat(directory).doesNotExist();
  }

  @Test
  void whatAKilledProcessWasWritingIsRemoved() throws IOException {
    start(trainer(2));
    Path unfinished = directory.resolve(".stylizer-0a1b.tmp");
    Path picture = directory.resolve("pictures/.stylizer-2c3d.tmp");
    Files.createDirectories(picture.getParent());
    Files.writeString(unfinished, "half a checkpoint");
    Files.writeString(picture, "half a picture");
    trainer(3).build().resume(task, directory, ProgressListener.NONE);
    assertThat(unfinished).doesNotExist();
    assertThat(picture).doesNotExist();
  }

  @Test
  void aCheckpointThatCannotBeWrittenLeavesTheOneBefore() throws IOException {
    Path saved = directory.resolve(TinyTask.SAVED);
    ProgressListener listener =
        progress -> {
          try {
            if (progress.done() == 5) {
              // The task can no longer write its own file.
              Files.delete(saved);
              Files.createDirectory(saved);
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    assertThatIOException()
        .isThrownBy(() -> trainer(9).checkpointEvery(3).build().start(task, directory, listener))
        .withMessageContaining(saved.toString());
    assertThat(TrainingFolder.steps(directory)).isEqualTo(3);
    Files.delete(saved);
    assertThat(trainer(9).build().resume(task, directory, ProgressListener.NONE)).isEqualTo(9);
  }

  @Test
  void aDirectoryThatGoesAwayIsReportedWithTheFile() {
    ProgressListener listener =
        progress -> {
          if (progress.done() == 2 && progress.stopped().isEmpty()) {
            delete(directory);
          }
        };
    task.saveNothing();
    assertThatIOException()
        .isThrownBy(() -> trainer(2).build().start(task, directory, listener))
        .withMessageContaining(TrainingFolder.checkpoint(directory).toString())
        .withMessageContaining("the folder " + directory);
  }

  private static void delete(Path directory) {
    try {
      for (String name : TrainingFolder.names(directory)) {
        Files.delete(directory.resolve(name));
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsLeaked() throws IOException {
    int before = NativeArrays.heldBy(task.manager());
    Path photo = folder.resolve("photos/0.png");
    start(trainer(5).checkpointEvery(2).picturesEvery(2).validation(List.of(photo)));
    assertThat(NativeArrays.heldBy(task.manager())).isEqualTo(before);
    trainer(9).build().resume(task, directory, ProgressListener.NONE);
    assertThat(NativeArrays.heldBy(task.manager())).isEqualTo(before);
    assertThatThrownBy(() -> trainer(9).seed(4).build().resume(task, directory, progress -> {}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                trainer(12)
                    .build()
                    .resume(
                        task,
                        directory,
                        progress -> {
                          throw new IllegalStateException("enough");
                        }))
        .hasMessage("enough");
    assertThatThrownBy(
            () ->
                new TinyTrainer(folder.resolve("missing"), 12)
                    .build()
                    .resume(task, directory, ProgressListener.NONE))
        .isInstanceOf(IOException.class);
    assertThat(NativeArrays.heldBy(task.manager())).isEqualTo(before);
  }

  @Test
  void noThreadStays() throws Exception {
    start(trainer(3));
    for (int i = 0; i < 500 && !photoThreads().isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertThat(photoThreads()).isEmpty();
  }

  private static List<Thread> photoThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("stylizer-photos-"))
        .toList();
  }

  @Test
  void withoutFolderOfPhotosThereIsNoTraining() {
    assertThatThrownBy(() -> new TinyTrainer(null, 5)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void wrongSettingsAreRefusedWithValueAndLimit() {
    TinyTrainer trainer = trainer(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.size(15))
        .withMessage("the size must be 16 … 4096, but is 15");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.size(4097));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.batchSize(0))
        .withMessage("the batch size must be 1 … 1024, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.steps(0))
        .withMessage("the number of steps must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.learningRate(Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.learningRate(0));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.dither(-1e-9));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.dither(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.maximumGradientNorm(0));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.maximumGradientNorm(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.checkpointEvery(0));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.picturesEvery(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.randomCrop(0.5, 0.4))
        .withMessageContaining("0.5 and 0.4");
  }
}
