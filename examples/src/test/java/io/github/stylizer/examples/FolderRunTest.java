package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.FolderPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRunTest {

  @TempDir Path folder;
  private Path output;
  private final List<Progress> reports = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** Returns the photo, and does something before the photo of a number. */
  private record CopyingModel(int number, Runnable before, int[] calls) implements StyleModel {
    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      if (++calls[0] == number) {
        before.run();
      }
      return content.duplicate();
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void makePhotos() throws IOException {
    output = Files.createDirectory(folder.resolve("out"));
    for (String name : List.of("a.png", "b.png", "c.png")) {
      NoiseImages.write(folder.resolve(name), 20, 16);
    }
  }

  private int run(Runnable beforeTheSecond) throws IOException {
    FolderPlan plan = FolderPlan.of(List.of(folder), output, List.of(), 8);
    Stylizer stylizer = Stylizer.style(new CopyingModel(2, beforeTheSecond, new int[1]));
    FolderRun run = new FolderRun(plan, stylizer, reports::add);
    run.run();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    return run.finish(new PrintStream(said, true, StandardCharsets.UTF_8), false);
  }

  @Test
  void countsPhotos() throws IOException {
    assertThat(run(() -> {})).isEqualTo(Main.DONE);
    assertThat(reports).extracting(Progress::done).containsExactly(0L, 1L, 2L, 3L);
    assertThat(reports).allMatch(report -> report.total() == 3);
  }

  @Test
  void anInterruptKeepsWhatIsDoneAndDropsThePresentPhoto() throws IOException {
    assertThat(run(() -> Thread.currentThread().interrupt())).isEqualTo(Main.STOPPED);
    assertThat(output.resolve("a.png")).exists();
    assertThat(output).isDirectoryNotContaining(file -> !file.endsWith("a.png"));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("1 of 3", "interrupted");
  }

  @Test
  void whatAnInterruptBreaksIsNoFailure() throws IOException {
    Runnable breaks =
        () -> {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("broken by the interrupt");
        };
    assertThat(run(breaks)).isEqualTo(Main.STOPPED);
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("failed", "broken");
  }

  @Test
  void lackOfMemoryForOnePhotoIsAFailureOfThatPhoto() throws IOException {
    Runnable runsOut =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertThat(run(runsOut)).isEqualTo(Main.FAILED);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("b.png: not enough memory", "2 of 3");
    assertThat(output.resolve("c.png")).exists();
  }
}
